import { activeFilters, counted, type Facet, passing } from "../Source/filter/facets.ts";
import { equal } from "./check.ts";

interface Server {
  readonly name: string;
  readonly node: string;
  readonly tags: readonly string[];
  readonly state: string;
}

const rows: readonly Server[] = [
  { name: "web1", node: "n1", tags: ["prod", "web"], state: "up" },
  { name: "web2", node: "n2", tags: ["web"], state: "down" },
  { name: "db1", node: "n1", tags: [], state: "up" },
];
const facets: readonly Facet<Server>[] = [
  { key: "status", name: "Status", of: (row) => [row.state], title: (value) => value.toUpperCase(), values: ["up", "down"] },
  { key: "node", name: "Node", of: (row) => [row.node], title: (value, row) => row ? `node of ${row.name}` : value },
  { key: "tag", name: "Tag", of: (row) => row.tags },
];
const found = (query: string, except?: string) => passing(rows, facets, new URLSearchParams(query), except).map((row) => row.name);
const [, node, tag] = facets as [Facet<Server>, Facet<Server>, Facet<Server>];

Deno.test("rows pass every filter of the address; values that make no sense are ignored", () => {
  const table: [string, string[]][] = [
    ["", ["web1", "web2", "db1"]],
    ["tag=web", ["web1", "web2"]],
    ["tag=web&node=n1", ["web1"]],
    ["status=up", ["web1", "db1"]],
    ["status=sideways", ["web1", "web2", "db1"]],
    ["tag=gone", []],
    ["other=1", ["web1", "web2", "db1"]],
  ];
  for (const [query, names] of table) equal(found(query), names, query);
  equal(found("status=down&tag=web", "status"), ["web1", "web2"], "chips count without their own filter");
});

Deno.test("values are counted by the rows they would leave, the frequent ones first; none is no value", () => {
  equal(counted(rows, tag).map(({ value, count }) => [value, count]), [["web", 2], ["prod", 1]]);
  equal(counted(rows, node).map(({ title, count }) => [title, count]), [["node of web1", 2], ["node of web2", 1]]);
  equal(counted([{ name: "x", node: "", tags: [], state: "up" }], node), []);
});

Deno.test("active filters are said in words, also when no row has the value", () => {
  equal(activeFilters(rows, facets, new URLSearchParams("status=down&node=n1&tag=gone")), [["status", "DOWN"], ["node", "node node of web1"], ["tag", "tag gone"]]);
});
