import { call } from "../api/client.ts";
import { Section } from "../drawer/Section.tsx";
import { count, plural } from "../format/number.ts";
import { dayAndTime, duration } from "../format/time.ts";
import { isObject } from "../live/mergePatch.ts";
import { h, useEffect, useState } from "../preact.ts";
import { type Alert, moment } from "./alert.ts";
import { kindOf } from "./alertTypes.ts";

interface Before {
  readonly id: string;
  readonly alertId: string;
  readonly type: string;
  readonly level: string;
  readonly opened: number;
  readonly closed: number | null;
}

const asked = 100, shown = 6;

/** What else was wrong with the resource, and how often this was. */
export function Earlier({ alert }: { alert: Alert }) {
  const [list, setList] = useState<readonly Before[] | null>(null);
  useEffect(() => {
    call<unknown>("GET", `/api/alerts/incidents?resource_id=${encodeURIComponent(alert.resourceId)}&limit=${asked}`).then((answer) => setList(readIncidents(answer))).catch(() => setList([]));
  }, [alert.resourceId]);
  // The one that is looked at stands above.
  const others = (list ?? []).filter((each) => !(each.alertId === alert.id && Math.abs(each.opened - (alert.startTime ?? 0)) < 1000));
  const same = (list ?? []).filter((each) => each.alertId === alert.id);
  if (others.length === 0) return null;
  const seconds = same.reduce((sum, each) => sum + ((each.closed ?? Date.now()) - each.opened) / 1000, 0);
  return (
    <Section title="Before" detail="before">
      <p class="muted">{same.length > 1 ? `This alert was raised ${count(same.length)} times, ${duration(seconds)} in all. ` : ""}{plural(others.length, "other incident")} of this resource {others.length === 1 ? "is" : "are"} recorded.</p>
      <ul class="earlier">
        {others.slice(0, shown).map((each) => (
          <li key={each.id}>
            <span class={each.level === "critical" ? "crit" : "warn"}>{kindOf(each.type).word}</span>
            <span class="tabular">{dayAndTime(each.opened)}</span>
            <span class="muted">{each.closed === null ? "still open" : duration((each.closed - each.opened) / 1000)}</span>
          </li>
        ))}
      </ul>
      {others.length > shown && <a href={`/alerts/history?q=${encodeURIComponent(alert.resourceName)}&range=30d`}>All in the history</a>}
    </Section>
  );
}

function readIncidents(given: unknown): readonly Before[] {
  return (Array.isArray(given) ? given : []).filter(isObject).flatMap((each): Before[] => {
    const opened = moment(each.openedAt);
    return opened === null ? [] : [{ id: String(each.id ?? opened), alertId: String(each.alertIdentifier ?? ""), type: String(each.alertType ?? ""), level: String(each.level ?? ""), opened, closed: moment(each.closedAt) }];
  });
}
