import { plural } from "../format/number.ts";
import { useObserved } from "../live/observable.ts";
import { h, useEffect, useRef, useState } from "../preact.ts";
import { Icon } from "./Icon.tsx";
import { aged, dismiss, type Toast, toasts, toneIcons } from "./toasts.ts";

const most = 4;

/** News of what was done and what happened. Time stands still while they are pointed at or hold the focus. */
export function ToastStack() {
  const items = useObserved(toasts);
  const [every, setEvery] = useState(false);
  const held = useRef(false);
  const some = items.length > 0, hidden = every ? 0 : Math.max(0, items.length - most);
  useEffect(() => {
    if (!some) {
      held.current = false;
      return setEvery(false);
    }
    const timer = setInterval(() => held.current || toasts.update(aged), 1000);
    return () => clearInterval(timer);
  }, [some]);
  const hold = (on: boolean) => () => void (held.current = on);
  return (
    <div class="toasts" aria-live="polite" onPointerEnter={hold(true)} onPointerLeave={hold(false)} onfocusin={hold(true)} onfocusout={hold(false)}>
      {items.length > most && (
        <p class="toasts-more">
          {hidden > 0 && <button type="button" class="button small" onClick={() => setEvery(true)}>{plural(hidden, "more", "more")}</button>}
          <button type="button" class="button small" onClick={() => dismiss(...items.map((item) => item.id))}>Dismiss all</button>
        </p>
      )}
      {items.slice(hidden).map((item) => <ToastView key={item.id} item={item} />)}
    </div>
  );
}

function ToastView({ item }: { item: Toast }) {
  return (
    <div class={`toast ${item.tone}`} role={item.tone === "error" ? "alert" : "status"}>
      <Icon name={toneIcons[item.tone]} />
      <span>{item.text}</span>
      {item.href && <a class="button quiet small" href={item.href} onClick={() => dismiss(item.id)}>Show</a>}
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
