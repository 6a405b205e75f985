import { Inbox, largeText } from "../Source/live/inbox.ts";
import { equal } from "./check.ts";

/** An inbox whose large texts are parsed when the test says so. */
function inboxes() {
  const taken: unknown[][] = [], waiting: ((message: unknown) => void)[] = [];
  const inbox = new Inbox(() => new Promise((resolve) => waiting.push(resolve)), (messages) => taken.push([...messages]));
  return { inbox, taken, parsed: async (message: unknown) => {
    waiting.shift()?.(message);
    await Promise.resolve();
  } };
}

const large = `"${"x".repeat(largeText)}"`;

Deno.test("texts are handed on together, and what is no JSON as null", () => {
  const { inbox, taken } = inboxes();
  inbox.flush();
  for (const text of ["1", "{", '{"a":2}']) inbox.add(text);
  inbox.flush();
  equal(taken, [[1, null, { a: 2 }]]);
  equal(inbox.length, 0);
});

Deno.test("a large text is parsed apart, and the order stays", async () => {
  const { inbox, taken, parsed } = inboxes();
  for (const text of ["1", large, "2"]) inbox.add(text);
  inbox.flush();
  inbox.add("3");
  inbox.flush();
  equal(taken, [[1]]);
  await parsed("state");
  equal(taken, [[1], ["state"], [2, 3]]);
});

Deno.test("two large texts one after the other", async () => {
  const { inbox, taken, parsed } = inboxes();
  for (const text of [large, large, "1"]) inbox.add(text);
  inbox.flush();
  await parsed("a");
  equal(taken, [["a"]]);
  await parsed("b");
  equal(taken, [["a"], ["b"], [1]]);
});

Deno.test("what was parsed for an earlier connection is not taken", async () => {
  const { inbox, taken, parsed } = inboxes();
  inbox.add(large);
  inbox.add("1");
  inbox.flush();
  inbox.clear();
  inbox.add("2");
  inbox.flush();
  await parsed("old");
  equal(taken, [[2]]);
});
