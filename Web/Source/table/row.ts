import type { State } from "../resources/state.ts";

/** What every row of a table has. */
export interface Row {
  readonly id: string;
  readonly name: string;
  readonly state: State;
}
