import { duration, exactTime, momentFormat } from "../../format/time.ts";
import { StatusMark } from "../../marks/StatusMark.tsx";
import { h } from "../../preact.ts";
import type { Column } from "../../table/columns.ts";
import { kindOf } from "../alertTypes.ts";
import { Reading } from "../Reading.tsx";
import { Icon } from "../../shell/Icon.tsx";
import { setQuery } from "../../shell/router.ts";
import { type Frequency, type Occurrence, secondsOf } from "./occurrences.ts";

const clock = momentFormat({ hour: "2-digit", minute: "2-digit" });
const statusWords = { active: "Active", acknowledged: "Acknowledged", resolved: "Resolved" } as const;

export function historyColumns(times: ReadonlyMap<string, Frequency>, hrefOf: (row: Occurrence) => string | null): readonly Column<Occurrence>[] {
  const iso = (moment: number | null) => moment === null ? "" : new Date(moment).toISOString();
  return [
    {
      key: "name",
      name: "Resource",
      width: 240,
      first: "asc",
      sort: (row) => row.name,
      cell: (row) => (
        <span class="identity">
          <StatusMark state={row.alert.level === "critical" ? "failed" : "degraded"} text={row.alert.level === "critical" ? "Critical" : "Warning"} />
          <span class="names"><b>{row.name}</b><small class="alert-line">{row.alert.message}</small></span>
        </span>
      ),
    },
    { key: "time", name: "Time", align: "right", width: 96, sort: (row) => row.start, text: (row) => iso(row.start), cell: (row) => <span title={exactTime(row.start)}>{clock(row.start)}</span> },
    { key: "type", name: "Type", width: 136, from: 880, first: "asc", sort: (row) => kindOf(row.alert.type).word, text: (row) => row.alert.type, cell: (row) => <span class="clip" title={row.alert.type}>{kindOf(row.alert.type).word}</span> },
    { key: "severity", name: "Severity", width: 116, from: 1360, first: "asc", sort: (row) => row.alert.level, cell: (row) => <span class={row.alert.level === "critical" ? "crit" : "warn"}>{row.alert.level === "critical" ? "Critical" : "Warning"}</span> },
    { key: "message", name: "Message", width: 300, from: 720, first: "asc", sort: (row) => row.alert.message, cell: (row) => <span class="clip" title={row.alert.message}>{row.alert.message}</span> },
    { key: "value", name: "Value", title: "Value and threshold", align: "right", width: 128, from: 1080, sort: (row) => row.alert.value, text: (row) => String(row.alert.value ?? ""), cell: (row) => <Reading alert={row.alert} /> },
    { key: "duration", name: "Duration", align: "right", width: 92, from: 480, sort: (row) => secondsOf(row, Date.now()), text: (row) => String(Math.round(secondsOf(row, Date.now()))), cell: (row, { time }) => duration(secondsOf(row, Math.max(time, row.start))) },
    { key: "status", name: "Status", width: 128, from: 600, first: "asc", sort: (row) => row.status, text: (row) => statusWords[row.status], cell: (row) => row.status === "resolved" ? <span class="muted">Resolved</span> : <b class={row.status === "active" ? row.alert.level === "critical" ? "crit" : "warn" : ""}>{statusWords[row.status]}</b> },
    { key: "node", name: "Node", width: 110, from: 1180, first: "asc", sort: (row) => row.alert.node || null, has: (row) => row.alert.node !== "", cell: (row) => <span class="clip">{row.alert.node || "—"}</span> },
    {
      key: "times",
      name: "Times",
      title: "How often this alert was raised among those shown, and for how long in all",
      align: "right",
      width: 104,
      from: 900,
      sort: (row) => times.get(row.alert.id)?.times ?? 1,
      text: (row) => String(times.get(row.alert.id)?.times ?? 1),
      cell: (row) => {
        const all = times.get(row.alert.id);
        return all && all.times > 1 ? <span>{all.times}× <small class="muted">{duration(all.seconds)}</small></span> : <span class="muted">once</span>;
      },
    },
    { key: "ended", name: "Ended", width: 100, from: 9999, sort: (row) => row.end, text: (row) => iso(row.end), cell: (row) => iso(row.end) },
    { key: "acts", name: "Actions", align: "right", width: 92, from: 760, cell: (row) => <Acts row={row} href={hrefOf(row)} again={(times.get(row.alert.id)?.times ?? 1) > 1} /> },
  ];
}

function Acts({ row, href, again }: { row: Occurrence; href: string | null; again: boolean }) {
  return (
    <span class="row-acts">
      {again && <button type="button" class="icon-button" aria-label={`Only this alert of ${row.name}`} title="The same alert before" onClick={() => setQuery({ same: row.alert.id, offset: null })}><Icon name="clock" /></button>}
      {href && <a class="icon-button" href={href} aria-label={`Open ${row.name}`} title="Open the resource"><Icon name="chevronRight" /></a>}
    </span>
  );
}
