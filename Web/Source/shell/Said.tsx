import { exactTime, relative } from "../format/time.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h } from "../preact.ts";
import { Dialog } from "./Dialog.tsx";
import { Icon } from "./Icon.tsx";
import { said, toneIcons } from "./toasts.ts";

/** What was told since the page was loaded, the newest first. */
export function Said({ onClose }: { onClose: () => void }) {
  const items = useObserved(said);
  const time = useObserved(now, (value) => Math.floor(value / 10_000) * 10_000);
  return (
    <Dialog title="Messages" wide onClose={onClose}>
      {items.length === 0 ? <p class="muted">Nothing was told since this page was loaded.</p> : (
        <ol class="said">
          {items.map((item) => (
            <li key={item.id} class={item.tone}>
              <Icon name={toneIcons[item.tone]} />
              <span>{item.href ? <a href={item.href} onClick={onClose}>{item.text}</a> : item.text}</span>
              <small class="muted" title={exactTime(item.at)}>{relative(item.at, time)}</small>
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  );
}
