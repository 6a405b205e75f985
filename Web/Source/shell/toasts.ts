import { Observable } from "../live/observable.ts";
import type { IconName } from "./Icon.tsx";

export interface Toast {
  readonly id: number;
  readonly tone: "success" | "info" | "warning" | "error";
  readonly text: string;
  /** When it came, milliseconds. */
  readonly at: number;
  /** Seconds until it leaves by itself; `null` stays until it is dismissed. */
  readonly left: number | null;
  /** What takes back what was done. */
  readonly undo?: (() => void) | undefined;
  /** Where more is said. */
  readonly href?: string | undefined;
}

export const toneIcons: Readonly<Record<Toast["tone"], IconName>> = { success: "check", info: "bell", warning: "alert", error: "alert" };
const seconds: Readonly<Record<Toast["tone"], number | null>> = { success: 5, info: 5, warning: 8, error: null };
const mostKept = 50;

/** What is shown, oldest first. */
export const toasts = new Observable<readonly Toast[]>([]);
/** What was said since the page was loaded, newest first. */
export const said = new Observable<readonly Toast[]>([]);
let counter = 0;

export function toast(text: string, tone: Toast["tone"] = "success", undo?: () => void, href?: string): void {
  counter += 1;
  const item: Toast = { id: counter, tone, text, at: Date.now(), left: seconds[tone], undo, href };
  toasts.update((old) => [...old, item].slice(-mostKept));
  said.update((old) => [item, ...old].slice(0, mostKept));
}

export function dismiss(...ids: readonly number[]): void {
  toasts.update((old) => old.filter((item) => !ids.includes(item.id)));
}

/** A second has gone by while nobody looked at them. */
export function aged(items: readonly Toast[]): readonly Toast[] {
  if (items.every((item) => item.left === null)) return items;
  return items.flatMap((item) => item.left === null ? [item] : item.left <= 1 ? [] : [{ ...item, left: item.left - 1 }]);
}
