import { useOpened } from "../../drawer/useOpened.ts";
import { count, plural } from "../../format/number.ts";
import { duration } from "../../format/time.ts";
import { useObserved } from "../../live/observable.ts";
import { h, useMemo, useState } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import { NothingFound } from "../../shell/NothingFound.tsx";
import { Page } from "../../shell/Page.tsx";
import { route, setQuery } from "../../shell/router.ts";
import { useTableChoices } from "../../table/choices.ts";
import { ColumnMenu } from "../../table/ColumnMenu.tsx";
import type { Grouping } from "../../table/grouping.ts";
import { Table } from "../../table/Table.tsx";
import { useOrderOf } from "../../table/useOrderOf.ts";
import { includes } from "../active/activeRows.ts";
import { AlertDrawer } from "../AlertDrawer.tsx";
import { AlertTabs } from "../AlertTabs.tsx";
import { resourceTypeOf } from "../alert.ts";
import { FilterSelect } from "../FilterSelect.tsx";
import { TextFilter } from "../TextFilter.tsx";
import { useAlerts, useMayChange } from "../useAlerts.ts";
import { ClearHistory } from "./ClearHistory.tsx";
import { FrequencyBars } from "./FrequencyBars.tsx";
import { historyColumns } from "./historyColumns.tsx";
import { buckets, dayKey, dayTitle, noise, type Occurrence, occurrenceOf } from "./occurrences.ts";
import { mostInBars, pageSize, useHistoryPage } from "./useHistoryPage.ts";

const dayLength = 86_400_000;
const ranges = { "24h": dayLength, "7d": 7 * dayLength, "30d": 30 * dayLength, all: null } as const;
type RangeName = keyof typeof ranges;

const byDay: Grouping<Occurrence> = {
  key: "day",
  name: "Day",
  of: (row) => dayKey(row.start),
  title: (key) => dayTitle(key, Date.now()),
  note: (rows) => plural(rows.length, "alert"),
  order: (left, right) => left.key < right.key ? 1 : -1,
};
const newestFirst = (left: Occurrence, right: Occurrence) => right.start - left.start || (left.id < right.id ? -1 : 1);

/** What was wrong before, how often and for how long. */
export function HistoryPage() {
  const query = useObserved(route, (value) => value.query);
  const [choices, choose] = useTableChoices("alert-history");
  const mayChange = useMayChange();
  const { active } = useAlerts();
  const [version, setVersion] = useState(0);
  const [clearing, setClearing] = useState(false);
  const [opening] = useState(() => Date.now());

  const rangeName = (query.get("range") ?? "7d") as RangeName;
  const length = Object.hasOwn(ranges, rangeName) ? ranges[rangeName] : ranges["7d"];
  const pickedFrom = Number(query.get("from")) || null, pickedTo = Number(query.get("to")) || null;
  const picked = pickedFrom !== null && pickedTo !== null ? [pickedFrom, pickedTo] as const : null;
  const from = length === null ? null : opening - length;
  const severity = query.get("severity"), text = query.get("q") ?? "", type = query.get("type"), node = query.get("node"), unresolved = query.get("open") === "1";
  const offset = Math.max(0, Number(query.get("offset")) || 0);
  const { alerts, total, error, reload } = useHistoryPage({ from, to: null, severity, offset, limit: pageSize }, version);
  // A page is a part of the range; its bars are made of all of it.
  const whole = useHistoryPage({ from, to: null, severity, offset: 0, limit: mostInBars }, version, total !== null && total > pageSize);

  const running = useMemo(() => new Map(active.map((alert) => [alert.id, alert])), [active]);
  const all = useMemo(() => (alerts ?? []).map((alert) => occurrenceOf(alert, running)), [alerts, running]);
  const everything = useMemo(() => whole.alerts === null ? all : whole.alerts.map((alert) => occurrenceOf(alert, running)), [all, whole.alerts, running]);
  const passing = (rows: readonly Occurrence[]) =>
    rows.filter((row) =>
      (!type || resourceTypeOf(row.alert) === type) && (!node || row.alert.node === node) && (!unresolved || row.status !== "resolved") && includes(row.alert, text)
    );
  const inBars = useMemo(() => passing(everything), [everything, type, node, unresolved, text]);
  // A part picked in the bars may be on another page: it is then shown from what the bars are made of.
  const filtered = useMemo(() => picked ? inBars : passing(all), [all, inBars, picked !== null, type, node, unresolved, text]);
  const shown = useMemo(() => picked ? filtered.filter((row) => row.start >= picked[0] && row.start < picked[1]) : filtered, [filtered, pickedFrom, pickedTo]);
  const first = from ?? Math.min(opening - dayLength, ...inBars.map((row) => row.start));
  const bars = useMemo(() => buckets(inBars, first, Math.max(opening, ...inBars.map((row) => row.start))), [inBars, first]);
  const times = useMemo(() => noise(shown, Date.now()), [shown]);
  const columns = useMemo(() => historyColumns(new Map(times.map((each) => [each.id, each.times]))), [times]);
  const options = (of: (row: Occurrence) => string) => {
    const counts = new Map<string, number>();
    for (const row of all) if (of(row) !== "") counts.set(of(row), (counts.get(of(row)) ?? 0) + 1);
    return [...counts].sort((left, right) => right[1] - left[1]);
  };
  const order = useOrderOf<Occurrence>();
  const opened = query.get("resource");
  const { item, gone } = useOpened(everything, opened);
  const loudest = times.filter((each) => each.times > 1).slice(0, 5);
  const filters = [["severity", severity], ["type", type], ["node", node]] as const;

  return (
    <Page name="Alerts" tabs={<AlertTabs />} drawer={item && <AlertDrawer row={item} alert={item.alert} ended={item.end} neighbours={order} gone={gone} key={item.id} />} missing={alerts !== null && opened !== null && !item ? "This alert is not on this page of the history." : null}>
      <div class="toolbar">
        <TextFilter text={text} label="Search the history" placeholder="Search: resource, message, type …" />
        <div class="segments" role="radiogroup" aria-label="Range">
          {(Object.keys(ranges) as RangeName[]).map((each) => (
            <button type="button" role="radio" key={each} aria-checked={rangeName === each} onClick={() => setQuery({ range: each === "7d" ? null : each, offset: null, from: null, to: null })}>{each === "all" ? "All" : each}</button>
          ))}
        </div>
        <div class="chips" role="group" aria-label="Filters">
          {(["critical", "warning"] as const).map((each) => (
            <button type="button" class={`chip ${each === "critical" ? "danger" : ""}`} key={each} aria-pressed={severity === each} onClick={() => setQuery({ severity: severity === each ? null : each, offset: null })}>{each === "critical" ? "Critical" : "Warning"}</button>
          ))}
          <button type="button" class="chip" aria-pressed={unresolved} onClick={() => setQuery({ open: unresolved ? null : "1" })}>Unresolved</button>
        </div>
        <FilterSelect name="Resource" parameter="type" value={type} options={options((row) => resourceTypeOf(row.alert))} />
        <FilterSelect name="Node" parameter="node" value={node} options={options((row) => row.alert.node)} />
        <span class="tools">
          <span class="count tabular" role="status">{alerts === null ? "" : shown.length === (total ?? all.length) ? plural(shown.length, "alert") : `${count(shown.length)} of ${count(total ?? all.length)}`}</span>
          {mayChange && <button type="button" class="button quiet small danger" onClick={() => setClearing(true)}>Clear history</button>}
          <ColumnMenu columns={columns} choices={choices} onChoose={choose} rows={() => order.value} file="alert-history" />
        </span>
      </div>
      {error && <div class="notice critical" role="alert"><Icon name="alert" /><p>{error}</p><button type="button" class="button small" onClick={reload}>Try again</button></div>}
      {alerts === null && !error && <div class="panel skeleton tall" role="status" aria-label="Loading the history" />}
      {alerts !== null && (
        <section aria-label="History of alerts" class="alert-history">
          {all.length > 0 && <FrequencyBars bars={bars} from={first} to={opening} picked={picked} onPick={(range) => setQuery({ from: range ? String(range[0]) : null, to: range ? String(range[1]) : null })} />}
          {loudest.length > 0 && (
            <p class="noise">
              <span class="muted">Most often:</span>
              {loudest.map((each) => <button type="button" class="chip small" key={each.id} title={each.id} onClick={() => setQuery({ q: each.name })}>{each.name} <b>{each.times}×</b> {duration(each.seconds)}</button>)}
            </p>
          )}
          {all.length === 0
            ? <div class="empty small"><Icon name="check" /><h2>No alerts in this time</h2>{rangeName !== "all" && <button type="button" class="button" onClick={() => setQuery({ range: "all" })}>Show all</button>}</div>
            : shown.length === 0
            ? <NothingFound what="alert" text={text} filters={[...filters.flatMap(([key, value]) => value ? [[key, value] as const] : []), ...(unresolved ? [["open", "unresolved"] as const] : []), ...(picked ? [["from", "a part of the range"] as const] : [])]} />
            : <Table caption="History of alerts" class="history" rows={shown} columns={columns} choice={choices} usual={newestFirst} grouping={query.get("sort") ? null : byDay} collapsed={choices.collapsed} onCollapse={(collapsed) => choose({ collapsed })} selected={opened} lineHeight={40} keys order={order} />}
          {!picked && <Pager offset={offset} shown={all.length} total={total} />}
        </section>
      )}
      {clearing && <ClearHistory total={total ?? all.length} active={active.length} onClose={() => setClearing(false)} onCleared={() => setVersion((old) => old + 1)} />}
    </Page>
  );
}

function Pager({ offset, shown, total }: { offset: number; shown: number; total: number | null }) {
  const more = total === null ? shown === pageSize : offset + shown < total;
  if (offset === 0 && !more) return null;
  const go = (to: number) => {
    setQuery({ offset: to <= 0 ? null : String(to), from: null, to: null }, "push");
    scrollTo(0, 0);
  };
  return (
    <nav class="pager" aria-label="Pages of the history">
      <button type="button" class="button small" disabled={offset === 0} onClick={() => go(offset - pageSize)}><Icon name="chevronLeft" />Newer</button>
      <span class="muted tabular">{count(offset + 1)}–{count(offset + shown)}{total === null ? "" : ` of ${count(total)}`}</span>
      <button type="button" class="button small" disabled={!more} onClick={() => go(offset + pageSize)}>Older<Icon name="chevronRight" /></button>
    </nav>
  );
}
