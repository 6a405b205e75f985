import { columnWidths, shownColumns, usualColumns } from "../Source/table/columns.ts";
import { csvCell, tableOf } from "../Source/table/exporting.ts";
import { type Grouping, linesOf } from "../Source/table/grouping.ts";
import { byName } from "../Source/table/naturalOrder.ts";
import { ordered } from "../Source/table/order.ts";
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
