import { Drawer, type DrawerItem } from "../drawer/Drawer.tsx";
import { Fact, Section } from "../drawer/Section.tsx";
import { duration, exactTime, relative } from "../format/time.ts";
import { now } from "../live/now.ts";
import { type Observable, useObserved } from "../live/observable.ts";
import { h } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import type { Row } from "../table/row.ts";
import { acknowledge, unacknowledge } from "./acts.ts";
import { type Alert, flappingUntil, heldUntil, tagsOf } from "./alert.ts";
import { kindOf, reading } from "./alertTypes.ts";
import { AlertChart } from "./AlertChart.tsx";
import { ChangesBefore } from "./ChangesBefore.tsx";
import { copyWords } from "./active/useAlertKeys.ts";
import { Earlier } from "./Earlier.tsx";
import { Explanation } from "./Explanation.tsx";
import { Timeline } from "./Timeline.tsx";
import { thresholdAddress } from "./thresholds/address.ts";
import { useMayChange } from "./useAlerts.ts";
import { useResource } from "./useResource.ts";

/** Everything about one alert: what it is, why it was raised and who was told, its measured values, what happened to it. */
export function AlertDrawer<R extends Row & { readonly alert: Alert }>({ row, alert, neighbours, gone = false, ended = null, onClear, onMute }: {
  row: R;
  alert: Alert;
  neighbours: Observable<readonly R[]>;
  gone?: boolean;
  /** When it ended, in the history. */
  ended?: number | null;
  onClear?: () => void;
  onMute?: () => void;
}) {
  const time = useObserved(now, (value) => Math.floor(value / 5_000) * 5_000);
  const mayChange = useMayChange();
  const { resource, href } = useResource(alert);
  const kind = kindOf(alert.type);
  const read = reading(alert);
  const end = ended ?? alert.resolvedTime;
  const over = end !== null;
  const held = heldUntil(alert), flapping = over ? null : flappingUntil(alert);
  const item: DrawerItem & { readonly alert: Alert } = { ...row, lastSeen: null };
  const word = over ? "Resolved" : alert.acknowledged ? "Acknowledged" : alert.level === "critical" ? "Critical" : "Warning";
  return (
    <Drawer item={item} kind="alert" word={word} facts={[kind.word, alert.node]} neighbours={neighbours as unknown as Observable<readonly (typeof item)[]>} gone={gone}>
      <p class="alert-message">{alert.message}</p>
      <div class="actions">
        {mayChange && !over && (alert.acknowledged
          ? <button type="button" class="button small" onClick={() => void unacknowledge([alert])}><Icon name="undo" />Take back acknowledgement</button>
          : <button type="button" class="button primary small" onClick={() => void acknowledge([alert])}><Icon name="check" />Acknowledge</button>)}
        {href && <a class="button small" href={href}><Icon name="chevronRight" />Open {resource?.type === "vm" || resource?.type === "system-container" ? "guest" : "resource"}</a>}
        {mayChange && <a class="button small" href={thresholdAddress(alert, resource)}><Icon name="edit" />Edit threshold</a>}
        <a class="button small" href={`/alerts/history?same=${encodeURIComponent(alert.id)}&range=30d`}><Icon name="clock" />Before</a>
        {mayChange && !over && onMute && <button type="button" class="button small" onClick={onMute}><Icon name="moon" />Mute</button>}
        <button type="button" class="button small" onClick={() => void copyWords(alert)}><Icon name="copy" />Copy</button>
        {mayChange && !over && onClear && <button type="button" class="button quiet small danger" onClick={onClear}>Clear</button>}
      </div>
      <Section title="Situation" detail="situation">
        <dl class="facts">
          <Fact name="Value" grade={over ? "normal" : alert.level}>{read?.value}</Fact>
          <Fact name="Threshold">{read?.threshold}</Fact>
          <Fact name="Started">{alert.startTime === null ? null : <span title={exactTime(alert.startTime)}>{relative(alert.startTime, time)}</span>}</Fact>
          <Fact name={over ? "Lasted" : "Lasts"}>{alert.startTime === null ? null : duration(((end ?? Math.max(time, alert.startTime)) - alert.startTime) / 1000)}</Fact>
          <Fact name="Last seen">{over || alert.lastSeen === null ? null : <span title={exactTime(alert.lastSeen)}>{relative(alert.lastSeen, time)}</span>}</Fact>
          <Fact name="Ended">{end === null ? null : <span title={exactTime(end)}>{relative(end, time)}</span>}</Fact>
          <Fact name="Acknowledged">{alert.acknowledged ? `${alert.ackUser || "yes"}${alert.ackTime ? `, ${relative(alert.ackTime, time)}` : ""}` : null}</Fact>
          <Fact name="Held until">{held === null ? null : <span title={exactTime(held)}>{relative(held, time)} (quiet hours)</span>}</Fact>
          <Fact name="Flapping">{flapping === null ? null : <span title={exactTime(flapping)}>It comes and goes; notices pause until {relative(flapping, time)}</span>}</Fact>
          <Fact name="Notices">{alert.metadata.monitorOnly === true ? "Never, by the tag pulse-monitor-only" : null}</Fact>
          <Fact name="Runs on">{resource?.parentName}</Fact>
          <Fact name="Connection">{alert.instance}</Fact>
          <Fact name="Tags">{tagsOf(alert).join(", ")}</Fact>
        </dl>
      </Section>
      <AlertChart alert={alert} end={end} resource={resource} />
      <ChangesBefore alert={alert} />
      <Explanation alert={alert} over={over} />
      <Timeline alert={alert} mayChange={mayChange} />
      <Earlier alert={alert} />
    </Drawer>
  );
}
