/** A way to finish what is being typed. */
export interface Suggestion {
  /** The whole search after taking it. */
  readonly text: string;
  readonly label: string;
  readonly about: string;
}

const fields: readonly (readonly [name: string, about: string])[] = [
  ["name:", "part of the name"],
  ["node:", "where it runs"],
  ["cluster:", "cluster or connection"],
  ["tag:", "has this tag"],
  ["type:", "vm, lxc, oci"],
  ["status:", "running, stopped, offline …"],
  ["vmid:", "number of the guest"],
  ["ip:", "address"],
  ["mac:", "network card"],
  ["os:", "operating system"],
  ["pool:", "resource pool"],
  ["content:", "images, backup, iso …"],
  ["cpu>", "percent, such as cpu>80"],
  ["memory>", "percent, such as memory>90"],
  ["disk>", "percent, such as disk>85"],
  ["uptime<", "time, such as uptime<1h"],
  ["netIn>", "rate, such as netIn>5MB"],
  ["is:stale", "no news from it"],
  ["is:alerting", "has an alert"],
  ["is:acked", "its alerts are acknowledged"],
  ["is:muted", "no alerts are raised of it"],
  ["is:locked", "Proxmox holds a lock on it"],
  ["has:agent", "an agent runs inside"],
  ["has:backup", "a backup of it is known"],
  ["has:update", "updates are pending"],
];

const most = 7;

/** Completes the last word: names of fields that rows here have, or after `field:` their values. */
export function suggestions(text: string, known: Values): readonly Suggestion[] {
  const word = /[^\s(]*$/.exec(text)?.[0] ?? "";
  const before = text.slice(0, text.length - word.length);
  const sign = word.startsWith("-") ? "-" : "";
  const bare = word.slice(sign.length);
  if (bare === "") return [];
  const split = /^([a-z]+):(.*)$/i.exec(bare);
  if (split && !/^(is|has)$/i.test(split[1] ?? "")) {
    const name = (split[1] ?? "").toLowerCase().replace(/^tags$/, "tag"), part = (split[2] ?? "").toLowerCase();
    return known.of(name).filter((value) => value.toLowerCase().includes(part) && value.toLowerCase() !== part).slice(0, most).map((value) => {
      const label = `${sign}${name}:${/[\s,()"]/.test(value) ? `"${value}"` : value}`;
      return { text: `${before}${label}`, label, about: "" };
    });
  }
  if (!/^[a-z]+(:[a-z]*)?$/i.test(bare)) return [];
  return fields
    .filter(([name]) => name.toLowerCase().startsWith(bare.toLowerCase()) && name !== bare && (!name.endsWith(":") || known.has(name.slice(0, -1))))
    .slice(0, most)
    .map(([name, about]) => ({ text: `${before}${sign}${name}`, label: `${sign}${name}`, about }));
}

/** What rows have, by field. */
export interface Values {
  readonly has: (field: string) => boolean;
  /** The different values of a field, the most frequent first. */
  readonly of: (field: string) => readonly string[];
}

export const noValues: Values = { has: () => false, of: () => [] };

/** Counts the values of a field when somebody asks for it; nothing is counted for those nobody types. */
export function valuesOf<R>(rows: readonly R[], reads: Readonly<Record<string, (row: R) => readonly string[]>>): Values {
  return {
    has: (field) => Object.hasOwn(reads, field),
    of: (field) => {
      const read = Object.hasOwn(reads, field) ? reads[field] : undefined;
      const counts = new Map<string, number>();
      if (read) { for (const row of rows) for (const value of read(row)) if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1); }
      return [...counts].sort((left, right) => right[1] - left[1]).slice(0, 200).map(([value]) => value);
    },
  };
}
