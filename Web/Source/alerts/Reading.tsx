import { h } from "../preact.ts";
import type { Alert } from "./alert.ts";
import { reading } from "./alertTypes.ts";

/** The measured value beside its threshold; states have no numbers. */
export function Reading({ alert }: { alert: Alert }) {
  const read = reading(alert);
  if (!read) return <span class="muted">—</span>;
  return <span class="reading" title={read.threshold ? `${read.value}, threshold ${read.threshold}` : read.value}><b>{read.value}</b>{read.threshold && <small class="muted">/ {read.threshold}</small>}</span>;
}
