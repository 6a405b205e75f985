import { route } from "../shell/router.ts";

/** The address that opens a row beside what `query` shows. */
export function openingAddress(query: string, id: string): string {
  const rest = new URLSearchParams(query);
  rest.set("resource", id);
  return `${route.value.path}?${rest}`;
}

/**
 * Puts the whole address into the link of the row an event is about, just before it can be followed or copied.
 * Links of all rows would otherwise change with each letter of a search.
 */
export function completeLink(event: Event, query: string): void {
  const row = (event.target as Element).closest<HTMLElement>("tr[data-id]");
  const link = row?.querySelector<HTMLAnchorElement>("a[data-row-link]");
  if (link && row?.dataset.id) link.href = openingAddress(query, row.dataset.id);
}
