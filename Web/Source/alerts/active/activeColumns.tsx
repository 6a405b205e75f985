import { duration, exactTime, relative } from "../../format/time.ts";
import { StatusMark } from "../../marks/StatusMark.tsx";
import { h } from "../../preact.ts";
import { stateRank } from "../../resources/state.ts";
import { Icon, type IconName } from "../../shell/Icon.tsx";
import type { Column } from "../../table/columns.ts";
import { acknowledge, unacknowledge } from "../acts.ts";
import { Reading } from "../Reading.tsx";
import type { AlertRow } from "./activeRows.ts";

export function markWord(row: AlertRow): string {
  return row.resolved ? "Resolved" : row.alert.acknowledged ? "Acknowledged" : row.alert.level === "critical" ? "Critical" : "Warning";
}

const typeColumn: Column<AlertRow> = { key: "type", name: "Type", width: 120, from: 880, first: "asc", sort: (row) => row.word, cell: (row) => <span class="clip" title={row.alert.type}>{row.word}</span> };

export function activeColumns(mayChange: boolean, grouped: boolean, times: ReadonlyMap<string, number> | null, onMute: (row: AlertRow) => void): readonly Column<AlertRow>[] {
  return [
    {
      key: "name",
      name: grouped ? "Alert" : "Resource",
      width: 250,
      first: "asc",
      sort: (row) => row.name,
      cell: (row) => (
        <span class={`identity ${row.resolved ? "over" : ""}`}>
          <StatusMark state={row.state} text={markWord(row)} />
          <span class="names">
            <b>{!grouped ? row.name : row.cause === null ? row.word : `${row.name}: ${row.word}`}</b>
            <small class="alert-line">{row.alert.message}</small>
          </span>
          {row.held !== null && <Mark icon="moon" word="held by quiet hours" until={row.held} />}
          {row.flapping !== null && <Mark icon="refresh" word="flapping: notices pause" until={row.flapping} />}
        </span>
      ),
    },
    ...(grouped ? [] : [typeColumn]),
    { key: "message", name: "Message", width: 330, from: 720, first: "asc", sort: (row) => row.alert.message, cell: (row) => <span class={`clip ${row.resolved ? "over" : ""}`} title={row.alert.message}>{row.alert.message}</span> },
    { key: "value", name: "Value", title: "Value and threshold", align: "right", width: 128, from: 560, sort: (row) => row.alert.value, text: (row) => String(row.alert.value ?? ""), cell: (row) => <Reading alert={row.alert} /> },
    { key: "node", name: "Node", width: 110, from: 1000, first: "asc", sort: (row) => row.alert.node || null, has: (row) => row.alert.node !== "", cell: (row) => <span class="clip">{row.alert.node || "—"}</span> },
    { key: "platform", name: "Platform", width: 100, from: 1300, optional: true, first: "asc", sort: (row) => row.platform, cell: (row) => row.platform },
    { key: "started", name: "Started", align: "right", width: 104, from: 420, sort: (row) => row.alert.startTime, text: (row) => row.alert.startTime ? new Date(row.alert.startTime).toISOString() : "", cell: (row, { time }) => row.alert.startTime === null ? "—" : <span title={exactTime(row.alert.startTime)}>{relative(row.alert.startTime, time)}</span> },
    { key: "lasts", name: "Lasts", align: "right", width: 92, from: 1120, sort: (row) => row.alert.startTime === null ? null : -row.alert.startTime, text: () => "", cell: (row, { time }) => row.alert.startTime === null ? "—" : duration(((row.alert.resolvedTime ?? Math.max(time, row.alert.startTime)) - row.alert.startTime) / 1000) },
    { key: "times", name: "Times", title: "How often it was raised in 24 hours", align: "right", width: 66, from: 1180, sort: (row) => times?.get(row.alert.id) ?? 1, has: () => times !== null, cell: (row) => (times?.get(row.alert.id) ?? 1) > 1 ? `${times?.get(row.alert.id)}×` : <span class="muted">once</span> },
    { key: "ack", name: "Acknowledged", width: 130, from: 760, first: "asc", sort: (row) => row.alert.acknowledged ? row.alert.ackUser || "yes" : null, has: (row) => row.alert.acknowledged && !row.resolved, cell: (row, { time }) => row.alert.acknowledged && !row.resolved ? <span class="clip" title={row.alert.ackTime ? exactTime(row.alert.ackTime) : undefined}>{row.alert.ackUser || "yes"}{row.alert.ackTime !== null && <small class="muted"> {relative(row.alert.ackTime, time)}</small>}</span> : <span class="muted">—</span> },
    { key: "state", name: "State", width: 100, from: 9999, sort: (row) => stateRank(row.state), text: markWord, cell: markWord },
    ...(mayChange
      ? [{
        key: "acts",
        name: "Actions",
        align: "right" as const,
        width: 98,
        cell: (row: AlertRow) => row.resolved ? null : <Acts row={row} onMute={onMute} />,
      }]
      : []),
  ];
}

function Mark({ icon, word, until }: { icon: IconName; word: string; until: number }) {
  return <span class="lock" title={`${word.charAt(0).toUpperCase()}${word.slice(1)} until ${exactTime(until)}`}><Icon name={icon} /><span class="visually-hidden">{word}</span></span>;
}

function Acts({ row, onMute }: { row: AlertRow; onMute: (row: AlertRow) => void }) {
  return (
    <span class="row-acts">
      <button type="button" class="icon-button desktop" aria-label={`Mute ${row.name}`} title="Mute the resource (m)" onClick={() => onMute(row)}><Icon name="moon" /></button>
      {row.alert.acknowledged
        ? <button type="button" class="icon-button" aria-label={`Take back the acknowledgement of ${row.name}: ${row.word}`} title="Take back the acknowledgement (e)" onClick={() => void unacknowledge([row.alert])}><Icon name="undo" /></button>
        : <button type="button" class="icon-button" aria-label={`Acknowledge ${row.name}: ${row.word}`} title="Acknowledge: stops notices (e)" onClick={() => void acknowledge([row.alert])}><Icon name="check" /></button>}
    </span>
  );
}
