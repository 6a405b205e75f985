import { readPreference, texts, writePreference } from "../shell/preferences.ts";

/** The last searches of each list, the newest first. */
export type RecentSearches = Readonly<Record<string, readonly string[]>>;

const area = "searches";
const most = 10;

export function recentSearches(list: string): readonly string[] {
  return read()[list] ?? [];
}

/** A search that was used comes first. */
export function withSearch(known: readonly string[], text: string): readonly string[] {
  return [text, ...known.filter((each) => each !== text)].slice(0, most);
}

export function rememberSearch(list: string, text: string): void {
  const kept = text.trim();
  if (kept !== "") writePreference(area, { lists: { ...read(), [list]: withSearch(recentSearches(list), kept) } });
}

export function forgetSearches(list: string): void {
  writePreference(area, { lists: { ...read(), [list]: [] } });
}

function read(): RecentSearches {
  return readPreference(area, ({ lists }) => typeof lists === "object" && lists !== null ? Object.fromEntries(Object.entries(lists).map(([list, kept]) => [list, texts(kept, most)])) : {});
}
