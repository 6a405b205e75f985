import { type AlertRow, countsOf } from "./activeRows.ts";

/** How a list is put together: by resource, with everything an offline host takes along under that host. */
export function groupOf(row: AlertRow): string {
  return row.cause?.id ?? row.subject;
}

/** What the server calls the node of a storage that several share. */
const everywhere = "cluster";

/** The heading of a group. Where two resources have one name, each says where it is. */
export function groupTitles(rows: readonly AlertRow[]): ReadonlyMap<string, string> {
  const named = new Map<string, { name: string; where: string }>();
  for (const row of rows) {
    const key = groupOf(row), own = row.cause === null;
    if (own || !named.has(key)) named.set(key, { name: row.cause?.name ?? shortest(named.get(key)?.name, row.name), where: [row.alert.node === row.name || row.alert.node === everywhere ? "" : row.alert.node, row.alert.instance].filter(Boolean).join(", ") });
  }
  const times = new Map<string, number>();
  for (const { name } of named.values()) times.set(name, (times.get(name) ?? 0) + 1);
  return new Map([...named].map(([key, { name, where }]) => [key, (times.get(name) ?? 0) > 1 && where !== "" ? `${name} (${where})` : name]));
}

/** Alerts of a part are named after the part too: the resource has the shorter name. */
function shortest(known: string | undefined, name: string): string {
  return known === undefined || name.length < known.length ? name : known;
}

/** How bad a group is, for its place: critical ones first, then by how many there are. */
export function groupRank(rows: readonly AlertRow[]): number {
  const open = rows.filter((row) => !row.resolved);
  const counts = countsOf(open.map((row) => row.alert));
  return counts.critical > 0 ? -1000 - counts.critical : counts.warning > 0 ? -500 - counts.warning : open.length > 0 ? -1 : 0;
}

export function groupNote(rows: readonly AlertRow[]): string {
  const open = rows.filter((row) => !row.resolved);
  const counts = countsOf(open.map((row) => row.alert));
  return [
    counts.critical > 0 ? `${counts.critical} critical` : "",
    counts.warning > 0 ? `${counts.warning} ${counts.warning === 1 ? "warning" : "warnings"}` : "",
    counts.acknowledged > 0 ? `${counts.acknowledged} acknowledged` : "",
    open.length < rows.length ? `${rows.length - open.length} resolved` : "",
  ].filter(Boolean).join(", ");
}
