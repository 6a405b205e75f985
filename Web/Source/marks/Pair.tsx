import { networkRate, rate } from "../format/bytes.ts";
import { type Children, h } from "../preact.ts";

/** Two rates above each other: in and out, or read and written. The style sheet has the marks and their words. */
export function Pair({ first, second, kind, lines = [] }: {
  first: number | null;
  second: number | null;
  kind: "traffic" | "disk";
  /** What stands before each of them. */
  lines?: readonly Children[];
}) {
  const written = kind === "traffic" ? networkRate : rate;
  return <span class={`pair ${kind}`}><span>{lines[0]}{written(first)}</span><span>{lines[1]}{written(second)}</span></span>;
}
