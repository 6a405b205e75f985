import { estate } from "../estate/estate.ts";
import { relative } from "../format/time.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h, useMemo } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";

const mostShown = 4;

/** The alerts that are going on at a resource; each leads to its own. */
export function OpenAlerts({ id }: { id: string }) {
  const alerts = useObserved(estate, (value) => value.alerts);
  const time = useObserved(now, (value) => Math.floor(value / 10_000) * 10_000);
  const own = useMemo(() => alerts.levels.has(id) ? alerts.list.filter((alert) => alert.resourceId === id) : [], [alerts, id]);
  if (own.length === 0) return null;
  return (
    <ul class="open-alerts" aria-label="Open alerts">
      {own.slice(0, mostShown).map((alert) => (
        <li key={alert.id}>
          <a class={`open-alert ${alert.acknowledged ? "acknowledged" : alert.level}`} href={`/alerts/overview?alert=${encodeURIComponent(alert.id)}`}>
            <Icon name={alert.acknowledged ? "check" : "alert"} />
            <b>{alert.acknowledged ? "Acknowledged" : alert.level === "critical" ? "Critical" : "Warning"}</b>
            <span>{alert.message}</span>
            <small>{relative(alert.startTime, time)}</small>
          </a>
        </li>
      ))}
      {own.length > mostShown && <li class="muted">and {own.length - mostShown} more</li>}
    </ul>
  );
}
