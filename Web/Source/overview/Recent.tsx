import { useAnswer } from "../api/useAnswer.ts";
import { addressOf } from "../estate/addressOf.ts";
import type { Estate } from "../estate/estate.ts";
import { plural } from "../format/number.ts";
import { exactTime, relative } from "../format/time.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h, useMemo } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { gathered, readHappenings } from "./recent.ts";

const most = 20, asked = 200, readEvery = 30_000;

/** The last twenty things that happened anywhere. */
export function Recent({ estate }: { estate: Estate }) {
  const { value } = useAnswer<{ recentChanges?: unknown }>(`/api/resources/timeline?limit=${asked}`, readEvery);
  const happenings = useMemo(() => gathered(readHappenings(value?.recentChanges)).slice(0, most), [value]);
  const time = useObserved(now, (value) => Math.floor(value / 10_000) * 10_000);
  if (happenings.length === 0) return null;
  return (
    <section aria-label="Recent">
      <h2>Recent</h2>
      <ol class="panel happenings">
        {happenings.map((each) => {
          const href = addressOf(estate, each.resource);
          return (
            <li key={each.id} class={each.tone}>
              <Icon name={each.icon} />
              <small class="happening-word">{each.word}</small>
              <b>{href === null ? each.name : <a href={href}>{each.name}</a>}</b>
              {each.others > 0 && <small>and {plural(each.others, "other")}</small>}
              <span>{each.text}</span>
              <small class="happening-time" title={exactTime(each.at)}>{relative(each.at, time)}</small>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
