import { rate } from "../format/bytes.ts";
import { h } from "../preact.ts";

/** Two rates above each other: in and out, or read and written. The style sheet has the marks and their words. */
export function Pair({ first, second, kind }: { first: number | null; second: number | null; kind: "traffic" | "disk" }) {
  return <span class={`pair ${kind}`}><span>{rate(first)}</span><span>{rate(second)}</span></span>;
}
