import { Observable, useObserved } from "../live/observable.ts";
import { h, useEffect, useRef } from "../preact.ts";
import { Icon } from "./Icon.tsx";

export interface Toast {
  readonly id: number;
  readonly tone: "success" | "error";
  readonly text: string;
  /** What takes back what was done. */
  readonly undo?: (() => void) | undefined;
}

const most = 4;
const toasts = new Observable<readonly Toast[]>([]);
let counter = 0;

export function toast(text: string, tone: Toast["tone"] = "success", undo?: () => void): void {
  counter += 1;
  toasts.update((old) => [...old, { id: counter, tone, text, undo }].slice(-most));
}

function dismiss(id: number): void {
  toasts.update((old) => old.filter((item) => item.id !== id));
}

export function Toasts() {
  const shown = useObserved(toasts);
  return <div class="toasts" aria-live="polite">{shown.map((item) => <ToastView key={item.id} item={item} />)}</div>;
}

/** Good news leaves by itself unless looked at; errors stay until dismissed. */
function ToastView({ item }: { item: Toast }) {
  const held = useRef(false);
  useEffect(() => {
    if (item.tone === "error") return;
    let left = 5;
    const timer = setInterval(() => {
      if (!held.current && --left <= 0) dismiss(item.id);
    }, 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div
      class={`toast ${item.tone}`}
      role={item.tone === "error" ? "alert" : "status"}
      onPointerEnter={() => held.current = true}
      onPointerLeave={() => held.current = false}
    >
      <Icon name={item.tone === "error" ? "alert" : "check"} />
      <span>{item.text}</span>
      {item.undo && (
        <button
          type="button"
          class="button quiet small"
          onClick={() => {
            dismiss(item.id);
            item.undo?.();
          }}
        >
          Undo
        </button>
      )}
      <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => dismiss(item.id)}><Icon name="close" /></button>
    </div>
  );
}
