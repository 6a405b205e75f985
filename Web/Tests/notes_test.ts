import { changesOf, draftOf, isBlank, type Notes } from "../Source/drawer/notes/notes.ts";
import { equal } from "./check.ts";

const none: Notes = { customUrl: "", description: "", tags: [], notes: [] };
const some: Notes = { customUrl: "https://a", description: "Mail", tags: ["prod", "mail"], notes: ["one", "two"] };

Deno.test("only what was changed is sent", () => {
  equal(changesOf(some, draftOf(some)), {});
  equal(changesOf(some, { ...draftOf(some), description: " Mail " }), {});
  equal(changesOf(some, { ...draftOf(some), description: "" }), { description: "" });
  equal(changesOf(some, { ...draftOf(some), tags: "prod,  mail web,web" }), { tags: ["prod", "mail", "web"] });
  equal(changesOf(none, { ...draftOf(none), notes: "a\n\n b \n" }), { notes: ["a", "b"] });
  equal(changesOf(some, { ...draftOf(some), notes: "", customUrl: " https://b " }), { customUrl: "https://b", notes: [] });
});

Deno.test("blank is: nobody wrote anything", () => {
  equal([none, some, { ...none, notes: ["x"] }].map(isBlank), [true, false, false]);
});
