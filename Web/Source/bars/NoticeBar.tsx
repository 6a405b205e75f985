import { useObserved } from "../live/observable.ts";
import { h, useState } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { texts } from "../shell/preferences.ts";
import { route } from "../shell/router.ts";
import { recall, remember } from "../shell/sessionMemory.ts";
import { barsOf, shownBar } from "./bars.ts";
import { useCircumstances } from "./useCircumstances.ts";

const area = "bars";

/** One bar at a time; what is dismissed stays away until the tab is closed. Until it is known whether there is one, what follows is not seen: it would be pushed down. */
export function NoticeBar() {
  const path = useObserved(route, (value) => value.path);
  const [dismissed, setDismissed] = useState(() => texts(recall(area)));
  const circumstances = useCircumstances();
  if (!circumstances) return <div class="bar-awaited" />;
  const bar = shownBar(barsOf(circumstances), dismissed, path);
  if (!bar) return null;
  const dismiss = () => {
    const next = [...dismissed, bar.id];
    setDismissed(next);
    remember(area, next);
  };
  return (
    <div class={`banner ${bar.tone}`} role="status" data-bar={bar.id}>
      <Icon name={bar.tone === "info" ? "eye" : "alert"} />
      <p>{bar.text}</p>
      {bar.link && <a class="button small" href={bar.link.href}>{bar.link.name}</a>}
      <button type="button" class="icon-button" aria-label="Dismiss" onClick={dismiss}><Icon name="close" /></button>
    </div>
  );
}
