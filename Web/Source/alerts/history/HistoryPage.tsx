import { useOpened } from "../../drawer/useOpened.ts";
import { estate } from "../../estate/estate.ts";
import { plural } from "../../format/number.ts";
import { useObserved } from "../../live/observable.ts";
import { addressOf } from "../../estate/addressOf.ts";
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
import { AlertDrawer } from "../AlertDrawer.tsx";
import { AlertTabs } from "../AlertTabs.tsx";
import { useAlerts, useMayChange } from "../useAlerts.ts";
import { subjects } from "../useResource.ts";
import { ClearHistory } from "./ClearHistory.tsx";
import { isNarrowed, passesHistory, readFilters } from "./filters.ts";
import { FrequencyBars } from "./FrequencyBars.tsx";
import { historyColumns } from "./historyColumns.tsx";
import { HistoryToolbar } from "./HistoryToolbar.tsx";
import { Noise } from "./Noise.tsx";
import { buckets, dayKey, dayTitle, noise, type Occurrence, occurrenceOf } from "./occurrences.ts";
import { Pager } from "./Pager.tsx";
import { readRange } from "./range.ts";
import { mostInBars, pageSize, useHistoryPage } from "./useHistoryPage.ts";

const dayLength = 86_400_000;

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

  const range = readRange(query, opening), filters = readFilters(query);
  const pickedFrom = Number(query.get("from")) || null, pickedTo = Number(query.get("to")) || null;
  const picked = pickedFrom !== null && pickedTo !== null ? [pickedFrom, pickedTo] as const : null;
  const offset = Math.max(0, Number(query.get("offset")) || 0);
  const asked = { from: range.from, to: range.to, severity: filters.severity, same: filters.same };
  const { alerts, total, error, reload } = useHistoryPage({ ...asked, offset, limit: pageSize }, version);
  // A page is a part of the range; its bars, and what is looked for in it, are made of all of it.
  const whole = useHistoryPage({ ...asked, offset: 0, limit: mostInBars }, version, total !== null && total > pageSize);

  const running = useMemo(() => new Map(active.map((alert) => [alert.id, alert])), [active]);
  const all = useMemo(() => (alerts ?? []).map((alert) => occurrenceOf(alert, running)), [alerts, running]);
  const everything = useMemo(() => whole.alerts === null ? all : whole.alerts.map((alert) => occurrenceOf(alert, running)), [all, whole.alerts, running]);
  const narrowed = isNarrowed(filters);
  const key = JSON.stringify(filters);
  const inBars = useMemo(() => narrowed ? everything.filter((row) => passesHistory(row, filters)) : everything, [everything, key]);
  const paged = !narrowed && picked === null;
  const shown = useMemo(() => paged ? all : picked ? inBars.filter((row) => row.start >= picked[0] && row.start < picked[1]) : inBars, [paged, all, inBars, pickedFrom, pickedTo]);
  const end = range.to ?? Math.max(opening, ...inBars.map((row) => row.start));
  const first = range.from ?? Math.min(end - dayLength, ...inBars.map((row) => row.start));
  const bars = useMemo(() => buckets(inBars, first, end), [inBars, first, end]);
  const times = useMemo(() => noise(paged ? everything : shown, Date.now()), [paged, everything, shown]);
  const columns = useMemo(() => {
    const subjectOf = subjects();
    return historyColumns(new Map(times.map((each) => [each.id, each])), (row) => {
      const { id, known } = subjectOf(row.alert);
      return known ? addressOf(estate.value, id) : null;
    });
  }, [times]);
  const order = useOrderOf<Occurrence>();
  const opened = query.get("resource");
  const { item, gone } = useOpened(everything, opened);
  const chosen = [["severity", filters.severity], ["type", filters.type], ["node", filters.node], ["same", filters.same && "one alert"], ["open", filters.unresolved && "unresolved"], ["from", picked && "a part of the range"]] as const;

  return (
    <Page name="Alerts" tabs={<AlertTabs />} drawer={item && <AlertDrawer row={item} alert={item.alert} ended={item.end} neighbours={order} gone={gone} key={item.id} />} missing={alerts !== null && opened !== null && !item ? "This alert is not on this page of the history." : null}>
      <HistoryToolbar range={range} filters={filters} rows={everything} shown={alerts === null ? null : shown.length} total={total ?? all.length} onClear={mayChange ? () => setClearing(true) : null}>
        <ColumnMenu columns={columns} choices={choices} onChoose={choose} rows={() => order.value} file="alert-history" />
      </HistoryToolbar>
      {error && <div class="notice critical" role="alert"><Icon name="alert" /><p>{error}</p><button type="button" class="button small" onClick={reload}>Try again</button></div>}
      {alerts === null && !error && <div class="panel skeleton tall" role="status" aria-label="Loading the history" />}
      {alerts !== null && (
        <section aria-label="History of alerts" class="alert-history">
          {all.length > 0 && <FrequencyBars bars={bars} from={first} to={end} picked={picked} busy={total !== null && total > pageSize && whole.alerts === null && whole.error === null} onPick={(part) => setQuery({ from: part ? String(part[0]) : null, to: part ? String(part[1]) : null })} />}
          {!filters.same && <Noise times={times} />}
          {all.length === 0
            ? <div class="empty small"><Icon name="check" /><h2>No alerts in this time</h2>{range.name !== "all" && <button type="button" class="button" onClick={() => setQuery({ range: "all", since: null, until: null })}>Show all</button>}</div>
            : shown.length === 0
            ? <NothingFound what="alert" text={filters.text} filters={chosen.flatMap(([name, value]) => value ? [[name, value] as const] : [])} />
            : <Table caption="History of alerts" class="history" rows={shown} columns={columns} choice={choices} usual={newestFirst} grouping={query.get("sort") ? null : byDay} collapsed={choices.collapsed} onCollapse={(collapsed) => choose({ collapsed })} selected={opened} lineHeight={40} keys order={order} />}
          {!paged && total !== null && total > everything.length && <p class="muted">Looked for in the newest {everything.length} of {total}; a shorter range finds the others.</p>}
          {paged && <Pager offset={offset} shown={all.length} total={total} />}
        </section>
      )}
      {clearing && <ClearHistory total={total ?? all.length} active={active.length} onClose={() => setClearing(false)} onCleared={() => setVersion((old) => old + 1)} />}
    </Page>
  );
}
