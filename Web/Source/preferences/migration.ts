import { readPreference } from "../shell/preferences.ts";
import { type Preferences, prefer } from "./preferences.ts";

/** Names under which other versions of the page kept choices, and what they mean here. */
export function migrated(kept: (name: string) => string | null): Partial<Preferences> {
  return {
    ...(kept("temperatureUnit") === "fahrenheit" ? { temperature: "F" as const } : {}),
    ...(kept("fullWidthMode") === "true" ? { width: "full" as const } : {}),
  };
}

/** Takes over, once, what another version of the page has kept in this browser; secrets it kept are deleted. */
export function migratePreferences(): void {
  try {
    localStorage.removeItem("pulse_setup_credentials");
    if (readPreference("preferences", (value) => Object.keys(value).length > 0)) return;
    const found = migrated((name) => localStorage.getItem(name));
    if (Object.keys(found).length > 0) prefer(found);
  } catch {
    // Where nothing can be kept, nothing is to be taken over.
  }
}
