import { Observable } from "../live/observable.ts";
import { readPreference, writePreference } from "../shell/preferences.ts";

/** What each person chooses once for the whole page; kept in the browser. */
export interface Preferences {
  /** Labels of sizes counted in steps of 1024. */
  readonly sizes: "KiB" | "KB";
  /** The step of sizes of disks and storages: their makers count in thousands. */
  readonly disks: "1024" | "1000";
  readonly network: "bytes" | "bits";
  readonly temperature: "C" | "F";
  readonly zone: "browser" | "UTC";
  /** Height of the rows of tables. */
  readonly density: "comfortable" | "compact" | "touch";
  readonly width: "bounded" | "full";
  /** Where the page begins when its address names no page. */
  readonly start: "overview" | "last" | "proxmox" | "machines" | "alerts";
  /** What a letter does that is pressed on its own: a command, text for the search field, or nothing. */
  readonly letters: "commands" | "search" | "nothing";
  /** Alerts that begin and end are told on every page. */
  readonly alertToasts: "on" | "off";
}

/** The values of each choice, the usual one first. */
export const preferenceValues: { readonly [Key in keyof Preferences]: readonly Preferences[Key][] } = {
  sizes: ["KiB", "KB"],
  disks: ["1024", "1000"],
  network: ["bytes", "bits"],
  temperature: ["C", "F"],
  zone: ["browser", "UTC"],
  density: ["comfortable", "compact", "touch"],
  width: ["bounded", "full"],
  start: ["overview", "last", "proxmox", "machines", "alerts"],
  letters: ["commands", "search", "nothing"],
  alertToasts: ["on", "off"],
};

const area = "preferences";

export const preferences = new Observable<Preferences>(readPreference(area, readPreferences));

export function prefer(change: Partial<Preferences>): void {
  preferences.update((old) => ({ ...old, ...change }));
  writePreference(area, preferences.value);
}

/** What is no value of its choice becomes the usual one. */
export function readPreferences(kept: Readonly<Record<string, unknown>>): Preferences {
  const read = Object.entries(preferenceValues).map(([key, values]) => [key, (values as readonly unknown[]).includes(kept[key]) ? kept[key] : values[0]]);
  return Object.fromEntries(read) as unknown as Preferences;
}

/** Follows what another tab chooses. */
export function watchPreferences(): void {
  addEventListener("storage", (event) => {
    if (event.key === `pulse.${area}`) preferences.set(readPreference(area, readPreferences));
  });
}

/** Forgets everything this browser keeps of the page, but not who is signed in. */
export function resetInterface(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("pulse")) localStorage.removeItem(key);
  } catch {
    // Where nothing can be kept, nothing is to be forgotten.
  }
  location.reload();
}
