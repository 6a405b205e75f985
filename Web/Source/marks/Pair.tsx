import { rate } from "../format/bytes.ts";
import { h } from "../preact.ts";

/** Two rates above each other: in and out, or read and written. */
export function Pair({ first, second, marks, names }: {
  first: number | null;
  second: number | null;
  marks: readonly [string, string];
  names: readonly [string, string];
}) {
  return (
    <span class="pair">
      <span><i aria-hidden="true">{marks[0]}</i><span class="visually-hidden">{names[0]}</span>{rate(first)}</span>
      <span><i aria-hidden="true">{marks[1]}</i><span class="visually-hidden">{names[1]}</span>{rate(second)}</span>
    </span>
  );
}
