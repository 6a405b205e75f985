import { Section } from "../drawer/Section.tsx";
import { dayAndTime, duration, exactTime, relative } from "../format/time.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h, useState } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import type { ResourceEvent } from "./events.ts";
import type { History } from "./useHistory.ts";

const pageLength = 20;

/** Alerts, changes, commands and notes of a resource in one list, the newest first. */
export function TimelineSection({ history: { happened } }: { history: History }) {
  const events = happened?.events ?? null;
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const [shown, setShown] = useState(pageLength);
  const time = useObserved(now, (value) => Math.floor(value / 10_000) * 10_000);
  const words = [...new Set((events ?? []).map((event) => event.word))];
  const found = (events ?? []).filter((event) => !hidden.includes(event.word));
  return (
    <Section title="Timeline" detail="timeline">
      {events === null && <div class="skeleton short" role="status" aria-label="Loading the timeline" />}
      {events?.length === 0 && <p class="muted">Nothing has happened in this time.</p>}
      {words.length > 1 && (
        <div class="chips spaced-below" role="group" aria-label="Shown events">
          {words.map((word) => <button type="button" class="chip small" key={word} aria-pressed={!hidden.includes(word)} onClick={() => setHidden((old) => old.includes(word) ? old.filter((each) => each !== word) : [...old, word])}>{word}</button>)}
        </div>
      )}
      {found.length > 0 && <ol class="timeline">{found.slice(0, shown).map((event) => <EventRow event={event} time={time} key={event.id} />)}</ol>}
      {found.length > shown && <button type="button" class="button quiet small" onClick={() => setShown(shown + pageLength)}>Show more</button>}
    </Section>
  );
}

function EventRow({ event, time }: { event: ResourceEvent; time: number }) {
  return (
    <li class={`event ${event.tone}`}>
      <Icon name={event.icon} />
      <div>
        <p>
          <b>{event.href ? <a href={event.href}>{event.word}</a> : event.word}</b>
          <small class="muted" title={exactTime(event.at)}>{relative(event.at, time)}{event.by ? ` by ${event.by}` : ""}{event.until === null ? "" : event.until === Infinity ? ", goes on" : `, ${duration((event.until - event.at) / 1000)} until ${dayAndTime(event.until)}`}</small>
        </p>
        {event.text && <p class="event-text">{event.text}</p>}
      </div>
    </li>
  );
}
