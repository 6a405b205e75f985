/** What the page keeps in the browser: one versioned value an area, under `pulse.`. Bad data is dropped. */

const version = 1;

export function readPreference<T>(area: string, read: (value: Record<string, unknown>) => T): T {
  let found: unknown = null;
  try {
    found = JSON.parse(localStorage.getItem(`pulse.${area}`) ?? "null");
  } catch {
    // Unreadable or forbidden storage is an empty one.
  }
  const object = typeof found === "object" && found !== null && (found as { v?: unknown }).v === version ? found : {};
  return read(object as Record<string, unknown>);
}

export function writePreference(area: string, value: object): void {
  try {
    localStorage.setItem(`pulse.${area}`, JSON.stringify({ v: version, ...value }));
  } catch {
    // A browser without storage keeps the choice for this page only.
  }
}

/** A list of texts from kept data, at most `most` of them. */
export function texts(value: unknown, most = 200): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string").slice(0, most) : [];
}
