/** What a tab keeps until it is closed, under `pulse.`. Unreadable or forbidden storage is an empty one. */

export function recall(area: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(`pulse.${area}`) ?? "null");
  } catch {
    return null;
  }
}

export function remember(area: string, value: unknown): void {
  try {
    sessionStorage.setItem(`pulse.${area}`, JSON.stringify(value));
  } catch {
    // It holds until the page is loaded again.
  }
}
