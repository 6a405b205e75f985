/** Something the palette can go to or do. */
export interface Item {
  readonly id: string;
  readonly group: "Recent" | "Go to" | "Resources" | "Do" | "Keys";
  readonly name: string;
  /** Lower-case texts it is found by, beside its name. */
  readonly words: string;
}

/** What is typed, with its prefix: `>` commands, `@` resources, `#` tags, `?` keys. */
export interface Wish {
  readonly text: string;
  readonly groups: readonly Item["group"][] | null;
  readonly tag: boolean;
}

export function readWish(typed: string): Wish {
  const first = typed[0];
  const text = typed.replace(/^[>@#?]\s*/, "").trim().toLowerCase();
  if (first === ">") return { text, groups: ["Do", "Go to"], tag: false };
  if (first === "@") return { text, groups: ["Resources"], tag: false };
  if (first === "#") return { text, groups: ["Resources"], tag: true };
  if (first === "?") return { text, groups: ["Keys"], tag: false };
  return { text, groups: null, tag: false };
}

/**
 * How well a name or its words match; 0 is not at all. Every part of the text has to be found:
 * at the start of the name best, as a whole id or address, at the start of a word, anywhere, among its other words, as scattered letters.
 */
export function score(item: Item, text: string): number {
  if (text === "") return 1;
  const name = item.name.toLowerCase();
  if (name === text) return 1000;
  let sum = 0;
  for (const part of text.split(/\s+/)) {
    const found = scorePart(name, item.words, part);
    if (found === 0) return 0;
    sum += found;
  }
  return sum / text.split(/\s+/).length - name.length / 100;
}

function scorePart(name: string, words: string, part: string): number {
  const at = name.indexOf(part);
  if (at === 0) return 100;
  if (at > 0) return /[a-z0-9]/.test(name[at - 1] ?? "") ? 60 : 80;
  if (`${words}\n`.includes(`\n${part}\n`)) return 90;
  const among = words.indexOf(part);
  if (among >= 0) return among === 0 || words[among - 1] === "\n" ? 50 : 35;
  return part.length >= 3 && scattered(name, part) ? 15 : 0;
}

/** The letters of `part` come in `name` in their order, the first at the start of a word. */
function scattered(name: string, part: string): boolean {
  let at = -1;
  for (const [index, letter] of [...part].entries()) {
    at = name.indexOf(letter, at + 1);
    if (at < 0 || (index === 0 && at > 0 && /[a-z0-9]/.test(name[at - 1] ?? ""))) return false;
  }
  return true;
}

const most = 30;

/** The best items for a wish: groups keep together, the group with the best item first. Before anything is typed, what was used last comes first. */
export function ranked<T extends Item>(items: readonly T[], wish: Wish, recent: readonly string[]): readonly T[] {
  const allowed = wish.groups;
  const found: { item: T; value: number }[] = [];
  for (const item of items) {
    if (allowed ? !allowed.includes(item.group) : item.group === "Keys") continue;
    if (wish.text === "" && allowed === null && (item.group === "Resources" || recent.includes(item.id))) continue;
    const value = wish.tag ? (item.words.includes(`\n#${wish.text}`) ? 10 : 0) : score(item, wish.text);
    if (value > 0) found.push({ item, value: value + (recent.includes(item.id) ? 5 - recent.indexOf(item.id) / 10 : 0) });
  }
  found.sort((left, right) => right.value - left.value || (left.item.name < right.item.name ? -1 : 1));
  const best = found.slice(0, wish.groups?.includes("Keys") ? found.length : most);
  const groups = [...new Set(best.map((each) => each.item.group))];
  const rest = groups.flatMap((group) => best.filter((each) => each.item.group === group).map((each) => each.item));
  if (wish.text !== "" || allowed !== null) return rest;
  return [...recent.flatMap((id) => items.find((item) => item.id === id) ?? []).map((item) => ({ ...item, group: "Recent" as const })), ...rest];
}
