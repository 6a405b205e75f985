import type { State } from "../resources/state.ts";

/** One thing that needs a look. */
export interface Concern {
  readonly id: string;
  readonly grade: "critical" | "warning";
  readonly state: State;
  /** The resource it is about; `null` for what is about many. */
  readonly resource: string | null;
  /** What it is about. */
  readonly name: string;
  /** Where that is, when its name does not say it. */
  readonly place: string;
  readonly text: string;
  /** "Node", "Storage". */
  readonly kind: string;
  readonly href: string;
  /** How many others are out of reach because of it. */
  readonly affected: number;
  /** How much else there is of the same resource. */
  readonly more: number;
}
