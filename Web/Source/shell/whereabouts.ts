import { readPreference, writePreference } from "./preferences.ts";
import { type Preferences, preferences } from "../preferences/preferences.ts";
import { pageAt, pages } from "./pages.ts";
import { home, replaceAddress, route } from "./router.ts";
import { recall, remember } from "./sessionMemory.ts";

const area = "whereabouts";

/** The last address of each entry of the navigation in this tab. */
let addresses: Readonly<Record<string, string>> = readAddresses(recall(area));

export function lastAddress(entry: string): string | null {
  return addresses[entry] ?? null;
}

export function readAddresses(kept: unknown): Readonly<Record<string, string>> {
  if (typeof kept !== "object" || kept === null) return {};
  return Object.fromEntries(Object.entries(kept).filter(([entry, address]) => typeof address === "string" && pageAt(address.split("?")[0] ?? "")?.entry === entry));
}

/** Goes to where the page is to begin, and notes where it is from then on. */
export function watchWhereabouts(): void {
  const begin = startAddress(preferences.value.start, readPreference("last", (value) => value.address));
  if (begin && location.pathname === home && location.search === "") replaceAddress(begin);
  const note = () => {
    const { path, query } = route.value, entry = pageAt(path)?.entry;
    if (!entry) return;
    const kept = new URLSearchParams(query);
    // A form that was open is not opened again.
    kept.delete("add");
    const address = kept.size === 0 ? path : `${path}?${kept}`;
    if (addresses[entry] === address) return;
    remember(area, addresses = { ...addresses, [entry]: address });
    writePreference("last", { address: path });
  };
  note();
  route.subscribe(note);
}

/** A page that still exists; `null` begins at the overview. */
export function startAddress(wanted: Preferences["start"], last: unknown): string | null {
  const path = wanted === "last" ? last : pages.find((page) => page.entry.toLowerCase() === wanted)?.path;
  return typeof path === "string" && path !== home && pageAt(path) ? path : null;
}
