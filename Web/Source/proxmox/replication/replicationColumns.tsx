import { duration, exactTime, relative } from "../../format/time.ts";
import { StatusMark } from "../../marks/StatusMark.tsx";
import { h } from "../../preact.ts";
import type { ReplicationJob } from "../../resources/replicationJob.ts";
import { stateRank } from "../../resources/state.ts";
import type { Column } from "../../table/columns.ts";

const minute = 60_000;

export function NextSync({ job, time }: { job: ReplicationJob; time: number }) {
  if (job.nextSync === null || job.verdict === "Disabled") return <span class="muted">—</span>;
  const left = job.nextSync - time;
  if (left < -minute) return <span class="crit" title={exactTime(job.nextSync)}>overdue</span>;
  return <span class={left < 5 * minute ? "warn" : ""} title={exactTime(job.nextSync)}>{left < minute ? "now" : relative(job.nextSync, time)}</span>;
}

export const replicationColumns: readonly Column<ReplicationJob>[] = [
  {
    key: "name",
    name: "Guest",
    width: 190,
    first: "asc",
    sort: (row) => row.name,
    cell: (row) => <span class="identity"><StatusMark state={row.state} text={row.verdict} /><b>{row.name}</b>{row.vmid !== null && <small class="muted">{row.vmid}</small>}</span>,
  },
  { key: "status", name: "Status", width: 94, from: 480, first: "asc", sort: (row) => stateRank(row.state), text: (row) => row.verdict, grade: (row) => row.state === "failed" ? "critical" : "", cell: (row) => row.verdict },
  { key: "job", name: "Job", width: 74, from: 820, first: "asc", sort: (row) => row.jobId, cell: (row) => <code>{row.jobId}</code> },
  { key: "route", name: "Route", width: 160, from: 560, first: "asc", sort: (row) => `${row.source} ${row.target}`, text: (row) => `${row.source} to ${row.target}`, cell: (row) => <span class="clip">{row.source} <span class="muted">→</span> {row.target}</span> },
  { key: "schedule", name: "Schedule", width: 90, from: 760, first: "asc", sort: (row) => row.schedule || null, cell: (row) => row.schedule || "—" },
  { key: "last", name: "Last sync", align: "right", width: 108, sort: (row) => row.lastSync, text: (row) => row.lastSync ? new Date(row.lastSync).toISOString() : "", cell: (row, { time }) => row.lastSync === null ? <span class="muted">never</span> : <span title={exactTime(row.lastSync)}>{relative(row.lastSync, time)}</span> },
  { key: "next", name: "Next sync", align: "right", width: 104, from: 420, first: "asc", sort: (row) => row.nextSync, text: (row) => row.nextSync ? new Date(row.nextSync).toISOString() : "", cell: (row, { time }) => <NextSync job={row} time={time} /> },
  { key: "duration", name: "Took", align: "right", width: 74, from: 640, sort: (row) => row.duration, cell: (row) => row.duration === null ? "—" : duration(row.duration) },
  { key: "fails", name: "Fails", align: "right", width: 64, from: 700, sort: (row) => row.fails, grade: (row) => row.fails > 0 ? "critical" : "muted", cell: (row) => row.fails },
  { key: "error", name: "Error", width: 220, from: 1000, first: "asc", sort: (row) => row.error || null, has: (row) => row.error !== "", cell: (row) => <span class="clip crit" title={row.error}>{row.error}</span> },
];
