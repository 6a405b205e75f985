import { createContext } from "../preact.ts";
import type { Resource } from "../resources/resource.ts";

/** What a drawer shows: its numbers are coloured by the thresholds of that resource. */
export const DrawnResource = createContext<Resource | undefined>(undefined);
