import type { SecurityStatus } from "../Source/api/answers.ts";
import { barsOf, shownBar } from "../Source/bars/bars.ts";
import { aged, dismiss, said, toast, toasts } from "../Source/shell/toasts.ts";
import { equal } from "./check.ts";

const status = (more: Partial<SecurityStatus> = {}): SecurityStatus => ({ hasAuthentication: true, ...more });
const known = { status: status(), activation: "active", undelivered: 0 };
const ids = (more: Partial<Parameters<typeof barsOf>[0]>) => barsOf({ ...known, ...more }).map((bar) => bar.id);

Deno.test("a bar stands for what is known to be so, and for nothing else", () => {
  equal(ids({}), []);
  equal(ids({ status: null, activation: null, undelivered: null }), []);
  equal(ids({ activation: "pending_review" }), ["activation"]);
  equal(ids({ activation: "snoozed" }), [], "somebody decided that");
  equal(ids({ undelivered: 3 }), ["delivery"]);
  equal([ids({ status: status({ publicAccess: true, hasHTTPS: false }) }), ids({ status: status({ publicAccess: true, hasHTTPS: true }) }), ids({ status: status({ publicAccess: true }) })], [["security"], [], []]);
  equal(ids({ status: status({ presentationPolicy: { demoMode: true } }) }), ["demo"]);
});

Deno.test("one bar at a time, the most pressing that is neither dismissed nor told by the page", () => {
  const bars = barsOf({ status: status({ publicAccess: true, hasHTTPS: false, presentationPolicy: { demoMode: true } }), activation: "pending_review", undelivered: 1 });
  equal(bars.map((bar) => bar.id), ["activation", "delivery", "security", "demo"]);
  const shown = (dismissed: string[], path: string) => shownBar(bars, dismissed, path)?.id ?? null;
  equal(shown([], "/"), "activation");
  equal(shown([], "/alerts/overview"), "delivery");
  equal(shown(["activation"], "/alerts/destinations"), "security");
  equal(shown(["activation", "delivery", "security", "demo"], "/"), null);
});

Deno.test("good news leaves by itself, a warning later, an error never; the history keeps fifty", () => {
  for (let index = 0; index < 60; index += 1) toast(`said ${index}`);
  equal([said.value.length, said.value[0]?.text], [50, "said 59"]);
  dismiss(...toasts.value.map((item) => item.id));
  toast("done");
  toast("careful", "warning");
  toast("broken", "error");
  let items = toasts.value;
  const after = (seconds: number) => {
    for (let index = 0; index < seconds; index += 1) items = aged(items);
    return items.map((item) => item.text);
  };
  equal(after(4), ["done", "careful", "broken"]);
  equal(after(1), ["careful", "broken"]);
  equal(after(3), ["broken"]);
  equal(after(1000), ["broken"]);
  equal(said.value.slice(0, 3).map((item) => item.text), ["broken", "careful", "done"]);
});
