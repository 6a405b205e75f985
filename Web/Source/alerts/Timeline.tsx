import { call } from "../api/client.ts";
import { errorSentence } from "../api/error.ts";
import { Section } from "../drawer/Section.tsx";
import { exactTime, relative } from "../format/time.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h, useEffect, useRef, useState } from "../preact.ts";
import { Icon, type IconName } from "../shell/Icon.tsx";
import { toast } from "../shell/toasts.ts";
import type { Alert } from "./alert.ts";

interface IncidentEvent {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly summary: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

interface Incident {
  readonly id: string;
  readonly status?: string;
  readonly events?: readonly IncidentEvent[];
}

const kinds: Readonly<Record<string, readonly [icon: IconName, word: string]>> = {
  alert_fired: ["alert", "Raised"],
  alert_acknowledged: ["check", "Acknowledged"],
  alert_unacknowledged: ["undo", "Acknowledgement taken back"],
  alert_resolved: ["check", "Resolved"],
  ai_analysis: ["search", "Analysis"],
  command: ["terminal", "Command"],
  runbook: ["list", "Runbook"],
  note: ["note", "Note"],
};

/** What happened to an occurrence, with notes of people. */
export function Timeline({ alert, mayChange }: { alert: Alert; mayChange: boolean }) {
  const [incident, setIncident] = useState<Incident | null | undefined>(undefined);
  const [error, setError] = useState<string | null>(null);
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const time = useObserved(now, (value) => Math.floor(value / 10_000) * 10_000);
  const load = useRef(() => {});
  load.current = () => {
    const query = new URLSearchParams({ alertIdentifier: alert.id });
    if (alert.startTime !== null) query.set("started_at", new Date(alert.startTime).toISOString());
    call<Incident | null>("GET", `/api/alerts/incidents?${query}`).then((answer) => {
      setIncident(answer ?? null);
      setError(null);
    }).catch((failure: unknown) => setError(errorSentence(failure)));
  };
  useEffect(() => load.current(), [alert.id, alert.startTime, alert.acknowledged]);
  const events = incident?.events ?? [];
  const present = [...new Set(events.map((event) => event.type))];
  return (
    <Section title="Timeline" detail="timeline">
      {error && <p class="muted">{error} <button type="button" class="link" onClick={() => load.current()}>Try again</button></p>}
      {incident === undefined && !error && <div class="skeleton short" role="status" aria-label="Loading the timeline" />}
      {incident === null && !error && <p class="muted">Nothing is recorded of it.</p>}
      {present.length > 2 && (
        <div class="chips" role="group" aria-label="Shown events">
          {present.map((type) => <button type="button" class="chip small" key={type} aria-pressed={!hidden.includes(type)} onClick={() => setHidden((old) => old.includes(type) ? old.filter((each) => each !== type) : [...old, type])}>{kinds[type]?.[1] ?? type}</button>)}
        </div>
      )}
      {events.length > 0 && (
        <ol class="timeline">
          {[...events].filter((event) => !hidden.includes(event.type)).sort((left, right) => Date.parse(right.timestamp) - Date.parse(left.timestamp)).map((event) => <EventView event={event} time={time} key={event.id} />)}
        </ol>
      )}
      {mayChange && incident !== undefined && <NoteForm alert={alert} incident={incident} onAdded={() => load.current()} />}
    </Section>
  );
}

function EventView({ event, time }: { event: IncidentEvent; time: number }) {
  const [icon, word] = kinds[event.type] ?? ["clock", event.type];
  const at = Date.parse(event.timestamp);
  const details = Object.entries(event.details ?? {}).filter(([, value]) => ["string", "number", "boolean"].includes(typeof value));
  const text = event.type === "note" ? String(event.details?.note ?? event.summary) : event.summary;
  return (
    <li class={`event ${event.type}`}>
      <Icon name={icon} />
      <div>
        <p><b>{word}</b><small class="muted" title={exactTime(at)}>{relative(at, time)}{typeof event.details?.user === "string" ? ` by ${event.details.user}` : ""}</small></p>
        <p class="event-text">{text}</p>
        {event.type !== "note" && details.length > 0 && (
          <details>
            <summary>Details</summary>
            <dl class="facts">{details.map(([key, value]) => <div class="fact" key={key}><dt>{key}</dt><dd>{String(value)}</dd></div>)}</dl>
          </details>
        )}
      </div>
    </li>
  );
}

function NoteForm({ alert, incident, onAdded }: { alert: Alert; incident: Incident | null; onAdded: () => void }) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() === "") return;
    setBusy(true);
    try {
      await call("POST", "/api/alerts/incidents/note", { body: { ...(incident ? { incident_id: incident.id } : {}), alertIdentifier: alert.id, note: text.trim() } });
      setText("");
      onAdded();
    } catch (failure) {
      toast(errorSentence(failure), "error");
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="note-form" onSubmit={(event) => void add(event)}>
      <textarea aria-label="Note" placeholder="Add a note: what was found, what was done" rows={2} maxlength={4000} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      <button type="submit" class="button small" disabled={busy || text.trim() === ""}>Add note</button>
    </form>
  );
}
