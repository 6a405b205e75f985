import { Observable } from "../live/observable.ts";

export type ThemeChoice = "system" | "light" | "dark";

const key = "pulseThemePreference";
const wide = globalThis.matchMedia?.("(prefers-color-scheme: dark)");

export const themeChoice = new Observable<ThemeChoice>(stored());
/** What is really shown: `light` or `dark`. */
export const effectiveTheme = new Observable<"light" | "dark">(effective(themeChoice.value));

export function chooseTheme(choice: ThemeChoice): void {
  try {
    localStorage.setItem(key, choice);
  } catch {
    // A browser without storage keeps the choice for this page only.
  }
  show(choice);
}

/** Follows the system and other tabs. */
export function watchTheme(): void {
  wide?.addEventListener("change", () => show(themeChoice.value));
  addEventListener("storage", (event) => {
    if (event.key === key) show(stored());
  });
  show(themeChoice.value);
}

function show(choice: ThemeChoice): void {
  themeChoice.set(choice);
  const theme = effective(choice);
  document.documentElement.dataset.theme = theme;
  effectiveTheme.set(theme);
}

function effective(choice: ThemeChoice): "light" | "dark" {
  return choice === "system" ? (wide?.matches ? "dark" : "light") : choice;
}

function stored(): ThemeChoice {
  try {
    const value = localStorage.getItem(key);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system";
  }
}
