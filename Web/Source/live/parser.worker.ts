import { parse } from "./inbox.ts";
import type { ParserAnswer } from "./parseApart.ts";

/** Resources in one answer: taking it over costs the page two milliseconds, so it can draw between two of them. */
const atOnce = 200;

/** Parses a state and hands it over in parts: first everything but its resources, then these, some at a time. */
addEventListener("message", (event: MessageEvent<string>) => {
  const message = parse(event.data) as { data?: { resources?: unknown } } | null;
  const resources = message?.data?.resources;
  if (!Array.isArray(resources)) return answer({ message, resources: null, last: true });
  answer({ message: { ...message, data: { ...message?.data, resources: [] } }, resources: null, last: resources.length === 0 });
  for (let next = 0; next < resources.length; next += atOnce) {
    answer({ message: null, resources: resources.slice(next, next + atOnce), last: next + atOnce >= resources.length });
  }
});

function answer(part: ParserAnswer): void {
  (globalThis as unknown as { postMessage(message: ParserAnswer): void }).postMessage(part);
}
