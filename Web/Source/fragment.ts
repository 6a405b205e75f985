import type { Children } from "./preact.ts";

/** Groups children without an element; the bundle does not export its own. */
export function Fragment({ children }: { children?: Children }): Children {
  return children;
}
