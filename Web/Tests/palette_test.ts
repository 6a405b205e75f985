import { type Item, ranked, readWish, score } from "../Source/palette/ranking.ts";
import { equal, randoms } from "./check.ts";

const item = (group: Item["group"], name: string, words = ""): Item => ({ id: name, group, name, words: `\n${words}` });
const items = [
  item("Go to", "Proxmox storage", "/proxmox/storage"),
  item("Go to", "Machines", "/standalone/machines"),
  item("Do", "Switch between light and dark", "theme"),
  item("Do", "Sign out", "log out"),
  item("Resources", "storage-01", "104\n10.0.0.4\n#prod"),
  item("Resources", "web-storage", "105\n#web"),
  item("Keys", "Next row", "j ↓"),
  item("Resources", "web-02", "106\n10.0.0.40\n#prod\n#web"),
];
const found = (typed: string, recent: string[] = []) => ranked(items, readWish(typed), recent).map((each) => each.name);

Deno.test("prefixes choose what is looked for", () => {
  equal(readWish("> sign"), { text: "sign", groups: ["Do", "Go to"], tag: false });
  equal(readWish("@web").groups, ["Resources"]);
  equal(readWish("#prod"), { text: "prod", groups: ["Resources"], tag: true });
  equal(readWish("? row").groups, ["Keys"]);
  equal(readWish("web").groups, null);
});

Deno.test("the start of a name is best, then of a word, then anywhere, then other words", () => {
  const ranks = ["web", "my-web", "cobweb", "other"].map((name) => score(item("Resources", name, name === "other" ? "webserver" : ""), "web"));
  equal([...ranks].sort((left, right) => right - left), ranks);
  equal(score(item("Resources", "x"), "web"), 0);
  equal(score(item("Resources", "database"), "dtb") > 0, true, "scattered letters");
  equal(score(item("Resources", "a-web", "prod"), "web prod") > 0, true, "every word has to be found");
  equal(score(item("Resources", "a-web", "prod"), "web stage"), 0);
});

Deno.test("results come in groups, the best group first", () => {
  equal(found("stor"), ["storage-01", "web-storage", "Proxmox storage"]);
  equal(found(">dark"), ["Switch between light and dark"]);
  equal(found("#web"), ["web-02", "web-storage"]);
  equal(found("10.0.0.4"), ["storage-01", "web-02"]);
  equal(found("104"), ["storage-01"]);
  equal([found("?"), found("next row")], [["Next row"], []], "keys are looked up, not found by chance");
  equal(found("nothing at all"), []);
});

Deno.test("an empty field offers pages, commands and what was used last", () => {
  equal(found("").includes("web-02"), false);
  equal(found("", ["web-02", "gone", "Sign out"]).slice(0, 2), ["web-02", "Sign out"]);
  equal(found("", ["Sign out"]).filter((name) => name === "Sign out").length, 1, "once, not in its group again");
});

Deno.test("odd input never throws and never repeats", () => {
  const random = randoms(5);
  for (let round = 0; round < 500; round += 1) {
    const text = Array.from({ length: Math.floor(random() * 8) }, () => "ab-0.#>@ \\(*"[Math.floor(random() * 13)]).join("");
    const names = found(text);
    equal(new Set(names).size, names.length, text);
  }
});
