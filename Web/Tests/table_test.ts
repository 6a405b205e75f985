import { conditionOf, narrowed, rowJson } from "../Source/table/cellActs.ts";
import { columnWidths, shownColumns, usualColumns } from "../Source/table/columns.ts";
import { csvCell, tableOf } from "../Source/table/exporting.ts";
import { type Grouping, linesOf } from "../Source/table/grouping.ts";
import { byName } from "../Source/table/naturalOrder.ts";
import { ordered } from "../Source/table/order.ts";
import { outlierLimits } from "../Source/table/outliers.ts";
import type { Row } from "../Source/table/row.ts";
import { attentionFirst, comparison, nextSorting, readSorting, type Sorting, writeSorting } from "../Source/table/sorting.ts";
import { visibleRange } from "../Source/table/window.ts";
import { equal, randoms } from "./check.ts";

interface Server extends Row {
  readonly cpu: number | null;
  readonly node: string;
}

const row = (name: string, cpu: number | null, state: Row["state"] = "running", node = "pve1"): Server => ({ id: name, name, cpu, state, node });
const rows = [row("web1", 85), row("web2", 0), row("db10", 40, "offline"), row("db9", null, "stale"), row("db2", 40, "running", "pve10")];
const columns = [
  { key: "name", name: "Name", width: 200, first: "asc" as const, sort: (each: Server) => each.name, cell: () => null },
  { key: "cpu", name: "CPU", width: 100, sort: (each: Server) => each.cpu, cell: () => null },
  { key: "node", name: "Node", width: 100, from: 600, first: "asc" as const, sort: (each: Server) => each.node, cell: () => null },
  { key: "extra", name: "Extra", width: 80, align: "right" as const, optional: true, cell: () => null },
];
const names = (list: readonly Row[]) => list.map((each) => each.name);
const sortedBy = (sorting: Sorting) => names([...rows].sort(comparison(columns, sorting, attentionFirst)));

Deno.test("names are in natural order", () => {
  equal(names([row("node10", 0), row("Node2", 0), row("node1", 0), row("nöde1b", 0)].sort(byName)), ["node1", "nöde1b", "Node2", "node10"]);
});

Deno.test("sorting: attention first by default, missing values last in both directions, ties by name", () => {
  equal(sortedBy([]), ["db10", "db9", "db2", "web1", "web2"]);
  equal(sortedBy([{ key: "name", order: "asc" }]), ["db2", "db9", "db10", "web1", "web2"]);
  equal(sortedBy([{ key: "cpu", order: "desc" }]), ["web1", "db2", "db10", "web2", "db9"]);
  equal(sortedBy([{ key: "cpu", order: "asc" }]), ["web2", "db2", "db10", "web1", "db9"]);
  equal(sortedBy([{ key: "node", order: "desc" }, { key: "cpu", order: "desc" }]), ["db2", "web1", "db10", "web2", "db9"]);
});

Deno.test("header clicks turn, then return to the default; with shift they add", () => {
  const first = nextSorting([], "cpu", "desc");
  const second = nextSorting(first, "cpu", "desc");
  equal([first, second, nextSorting(second, "cpu", "desc")], [[{ key: "cpu", order: "desc" }], [{ key: "cpu", order: "asc" }], []]);
  equal(nextSorting(first, "name", "asc"), [{ key: "name", order: "asc" }]);
  equal(nextSorting(first, "name", "asc", true), [{ key: "cpu", order: "desc" }, { key: "name", order: "asc" }]);
  equal(nextSorting([{ key: "cpu", order: "asc" }, { key: "name", order: "asc" }], "cpu", "desc", true), [{ key: "name", order: "asc" }]);
});

Deno.test("the address carries the order; what no column knows is left out", () => {
  const sorting = readSorting(columns, "cpu,name,constructor,extra", "asc,sideways");
  equal(sorting, [{ key: "cpu", order: "asc" }, { key: "name", order: "asc" }]);
  equal(writeSorting(sorting), { sort: "cpu,name", order: "asc,asc" });
  equal(writeSorting([]), { sort: null, order: null });
  equal(readSorting(columns, null, "asc"), []);
});

Deno.test("a held order stays, new rows go last, and says how many would move", () => {
  const compare = comparison(columns, [{ key: "cpu", order: "desc" }], attentionFirst);
  const ids = ["web2", "db10", "web1", "gone"];
  const held = ordered(rows, ids, compare, true);
  equal(names(held.rows), ["web2", "db10", "web1", "db9", "db2"]);
  equal(held.moved, 5);
  equal(names(ordered(rows, ids, compare, false).rows), ["web1", "db2", "db10", "web2", "db9"]);
  equal(ordered(held.rows, names(ordered(rows, [], compare, false).rows), compare, true).moved, 0);
});

Deno.test("random rounds: every row once, held or not", () => {
  const random = randoms(11);
  const compare = comparison(columns, [{ key: "cpu", order: "desc" }], attentionFirst);
  let last: readonly string[] = [];
  for (let round = 0; round < 500; round += 1) {
    const list = Array.from({ length: 20 }, (_, index) => row(`r${index}`, Math.floor(random() * 100))).filter(() => random() < 0.8);
    const result = ordered(list, last, compare, random() < 0.5).rows;
    equal([...names(result)].sort(), [...names(list)].sort(), `round ${round}`);
    last = names(result);
  }
});

Deno.test("groups: natural order, those without go last, folded ones hide their rows", () => {
  const grouping: Grouping<Server> = { key: "node", name: "Node", of: (each) => each.node, none: "Nowhere" };
  const list = [row("a", 1, "running", "pve10"), row("b", 1, "running", ""), row("c", 1, "running", "pve2"), row("d", 1, "running", "pve10")];
  const text = (collapsed: string[]) => linesOf(list, grouping, new Set(collapsed)).map((line) => "group" in line ? `${line.group.title}(${line.group.rows.length})` : line.row.name);
  equal(text([]), ["pve2(1)", "c", "pve10(2)", "a", "d", "Nowhere(1)", "b"]);
  equal(text(["pve10", ""]), ["pve2(1)", "c", "pve10(2)", "Nowhere(1)"]);
  equal(linesOf(list, null, new Set()).length, 4);
});

Deno.test("columns: chosen, hidden, too narrow, empty", () => {
  const keys = (width: number, choice = usualColumns, given: readonly Server[] = rows) =>
    shownColumns([...columns, { key: "temp", name: "Temp", width: 50, cell: () => null, has: (each: Server) => each.name === "hot" }], choice, width, given).map((column) => column.key);
  equal(keys(1000), ["name", "cpu", "node"]);
  equal(keys(500), ["name", "cpu"]);
  equal(keys(1000, { ...usualColumns, shown: ["extra", "temp"] }), ["name", "cpu", "node", "extra", "temp"]);
  equal(keys(1000, { ...usualColumns, hidden: ["cpu", "name"] }), ["name", "node"], "the name stays");
  equal(keys(1000, { order: ["node", "cpu"], hidden: [], shown: [] }), ["name", "node", "cpu"]);
  equal(keys(1000, usualColumns, [row("hot", 1)]), ["name", "cpu", "node", "temp"]);
  equal(columnWidths(columns, 880), [400, 200, 200, 80], "numbers keep their width");
});

Deno.test("only visible lines are mounted, in steps", () => {
  equal(visibleRange(0, 800, 50, 5000), [0, 25]);
  equal(visibleRange(100_000, 800, 50, 5000), [1990, 2025]);
  equal(visibleRange(250_000, 800, 50, 5000), [4990, 5000]);
  equal(visibleRange(0, 800, 50, 7), [0, 7]);
  // Half of the view is above the table, or all of it.
  equal(visibleRange(-400, 800, 50, 5000), [0, 15]);
  equal(visibleRange(-2000, 800, 50, 5000), [0, 5]);
  for (let top = 0; top < 5000 * 36; top += 997) {
    const [first, last] = visibleRange(top, 900, 36, 5000);
    equal(last - first <= 60, true, `at ${top}`);
    equal(first * 36 <= top && last * 36 >= Math.min(5000 * 36, top + 900), true, `at ${top}`);
  }
});

Deno.test("an exported cell is data, never a formula", () => {
  equal(["=1+1", "+a", "@x", "-cmd", "-5", "a,b", 'say "x"', "<b>"].map(csvCell), ["'=1+1", "'+a", "'@x", "'-cmd", "-5", '"a,b"', '"say ""x"""', "<b>"]);
  equal(tableOf([row("a", null)], columns), { heading: ["Name", "CPU", "Node"], cells: [["a", "", "pve1"]] });
});

Deno.test("outliers: far above the median, in the highest percents; of a few only the highest", () => {
  const flat = Array.from({ length: 100 }, (_, index) => 100 + index % 10);
  const of = (values: readonly (number | null)[], value: number) => {
    const limits = outlierLimits(values);
    return limits === null ? "none" : value >= limits.strong ? "strong" : value >= limits.medium ? "medium" : "";
  };
  equal([of(flat, 109), of([...flat, 5000], 5000), of([...flat, 5000], 109)], ["", "strong", ""]);
  // Half of the hundred are high: nothing of them is rare.
  equal(of([...flat.slice(0, 50), ...flat.slice(0, 50).map((value) => value * 50)], 5000), "");
  equal(of([...Array.from({ length: 99 }, () => 0), 7], 7), "strong", "the only one that differs");
  equal(of([...Array.from({ length: 99 }, () => 0), 7], 0), "");
  equal([of([1, 5, null], 5), of([1, 5, null], 1), of([5, 5], 5), of([3], 3)], ["medium", "", "none", "none"]);
  equal([outlierLimits([]), outlierLimits([0, 0, 0, 0, 0]), outlierLimits([null, null])], [null, null, null]);
  const random = randoms(5);
  for (let round = 0; round < 200; round += 1) {
    const values = Array.from({ length: 4 + Math.floor(random() * 60) }, () => Math.floor(random() ** 8 * 1e6));
    const strong = values.filter((value) => of(values, value) === "strong"), medium = values.filter((value) => of(values, value) !== "" && of(values, value) !== "none");
    equal(strong.length <= Math.ceil(values.length / 100) + 1 && medium.length <= Math.ceil(values.length * 0.03) + 1, true, String(values));
  }
});

Deno.test("a cell becomes a condition of the search, a row becomes JSON", () => {
  const [name, cpu, node] = columns.map((column) => ({ ...column, field: column.key })) as [(typeof columns)[0] & { field: string }, (typeof columns)[0] & { field: string }, (typeof columns)[0] & { field: string }];
  const odd = row("two words", 42.26, "running", "");
  equal([conditionOf(odd, name), conditionOf(odd, cpu), conditionOf(odd, node), conditionOf(row("a", null), cpu)], ['name:"two words"', "cpu=42.3", "node:none", "cpu:none"]);
  equal(conditionOf(odd, columns[0] as (typeof columns)[0]), null);
  equal([narrowed("", "cpu=1", false), narrowed("tag:prod", "node:n1", true)], ["cpu=1", "tag:prod -node:n1"]);
  equal(JSON.parse(rowJson(odd, columns)), { Name: "two words", CPU: "42.26", Node: "" });
});
