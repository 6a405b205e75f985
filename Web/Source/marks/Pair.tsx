import { networkRate, rate } from "../format/bytes.ts";
import { h } from "../preact.ts";

/** Two rates above each other: in and out, or read and written. The style sheet has the marks and their words. */
export function Pair({ first, second, kind }: { first: number | null; second: number | null; kind: "traffic" | "disk" }) {
  const written = kind === "traffic" ? networkRate : rate;
  return <span class={`pair ${kind}`}><span>{written(first)}</span><span>{written(second)}</span></span>;
}
