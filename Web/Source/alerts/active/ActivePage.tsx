import { useOpened } from "../../drawer/useOpened.ts";
import { plural } from "../../format/number.ts";
import { useObserved } from "../../live/observable.ts";
import { h, useEffect, useMemo, useState } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import { NothingFound } from "../../shell/NothingFound.tsx";
import { Page } from "../../shell/Page.tsx";
import { route, setQuery } from "../../shell/router.ts";
import { useTableChoices } from "../../table/choices.ts";
import { ColumnMenu } from "../../table/ColumnMenu.tsx";
import type { Group, Grouping } from "../../table/grouping.ts";
import { Table } from "../../table/Table.tsx";
import { useOrderOf } from "../../table/useOrderOf.ts";
import { ActivationPanel } from "../ActivationPanel.tsx";
import { acknowledge } from "../acts.ts";
import { tagsOf } from "../alert.ts";
import { AlertDrawer } from "../AlertDrawer.tsx";
import { AlertTabs } from "../AlertTabs.tsx";
import { kindOf } from "../alertTypes.ts";
import { FilterSelect } from "../FilterSelect.tsx";
import { TextFilter } from "../TextFilter.tsx";
import { useAlerts, useMayChange } from "../useAlerts.ts";
import { activeColumns } from "./activeColumns.tsx";
import { type AlertRow, countsOf, groupNote, groupOf, groupRank, optionsOf, passes, rowsOf } from "./activeRows.ts";
import { ClearDialog } from "./ClearDialog.tsx";

const byResource: Grouping<AlertRow> = {
  key: "resource",
  name: "Resource",
  of: groupOf,
  note: groupNote,
  order: (left: Group<AlertRow>, right: Group<AlertRow>) => groupRank(left.rows) - groupRank(right.rows),
};

/** Alerts in the server's order: what matters most first, what is over last. */
const serverOrder = (place: ReadonlyMap<string, number>) => (left: AlertRow, right: AlertRow) => (place.get(left.id) ?? 0) - (place.get(right.id) ?? 0);

/** What is wrong now. */
export function ActivePage() {
  const { loaded, active, resolved } = useAlerts();
  const mayChange = useMayChange();
  const query = useObserved(route, (value) => value.query);
  const [choices, choose] = useTableChoices("alerts");
  const [clearing, setClearing] = useState<AlertRow | null>(null);
  const text = query.get("q") ?? "", opened = query.get("resource");
  const filters = { text, severity: query.get("severity"), platform: query.get("platform"), type: query.get("type"), node: query.get("node"), tag: query.get("tag"), acknowledged: query.get("acknowledged") };
  const rows = useMemo(() => rowsOf(active, resolved), [active, resolved]);
  const shown = useMemo(() => rows.filter((row) => passes(row, filters)), [rows, query]);
  const place = useMemo(() => serverOrder(new Map(rows.map((row, index) => [row.id, index]))), [rows]);
  const counts = countsOf(active);
  const acknowledgeable = shown.filter((row) => !row.resolved && !row.alert.acknowledged);
  const grouped = (query.get("group") ?? choices.group ?? "resource") === "resource";
  const columns = useMemo(() => activeColumns(mayChange, grouped), [mayChange, grouped]);
  const order = useOrderOf<AlertRow>();
  const { item, gone } = useOpened(rows, opened);

  // Notices link to `?alert=<id>`.
  const linked = query.get("alert");
  useEffect(() => {
    if (linked) setQuery({ alert: null, resource: linked });
  }, [linked]);
  useEffect(() => {
    document.title = `${counts.critical > 0 ? `(${counts.critical}) ` : ""}Alerts · Pulse`;
  }, [counts.critical]);

  const chip = (parameter: string, value: string, word: string, number: number, danger = false) => (
    <button type="button" class={`chip ${danger ? "danger" : ""}`} aria-pressed={query.get(parameter) === value} onClick={() => setQuery({ [parameter]: query.get(parameter) === value ? null : value })}>{word} <b>{number}</b></button>
  );
  return (
    <Page
      name="Alerts"
      tabs={<AlertTabs />}
      drawer={item && <AlertDrawer row={item} alert={item.alert} neighbours={order} gone={gone} key={item.id} onClear={() => setClearing(item)} />}
      missing={loaded && opened !== null && !item ? "This alert is over or no longer known." : null}
    >
      <ActivationPanel />
      {!loaded && <div class="panel skeleton tall" role="status" aria-label="Loading alerts" />}
      {loaded && rows.length === 0 && (
        <div class="empty small">
          <Icon name="check" />
          <h2>No alerts</h2>
          <p>Nothing that is watched is over its threshold or out of reach.</p>
          <a class="button" href="/alerts/history">History of alerts</a>
        </div>
      )}
      {loaded && rows.length > 0 && (
        <section aria-label="Active alerts">
          <div class="toolbar">
            <TextFilter text={text} label="Search alerts" placeholder="Search: resource, message, type …" />
            <div class="chips" role="group" aria-label="Filters">
              {chip("severity", "critical", "Critical", counts.critical, true)}
              {chip("severity", "warning", "Warning", counts.warning)}
              {(counts.acknowledged > 0 || filters.acknowledged) && <button type="button" class="chip" aria-pressed={filters.acknowledged !== "hidden"} onClick={() => setQuery({ acknowledged: filters.acknowledged === "hidden" ? null : "hidden" })}>Acknowledged <b>{counts.acknowledged}</b></button>}
            </div>
            <FilterSelect name="Platform" parameter="platform" value={filters.platform} options={optionsOf(rows, (row) => [row.platform])} />
            <FilterSelect name="Type" parameter="type" value={filters.type} options={optionsOf(rows, (row) => [row.alert.type])} words={(type) => kindOf(type).word} />
            <FilterSelect name="Node" parameter="node" value={filters.node} options={optionsOf(rows, (row) => [row.alert.node])} />
            <FilterSelect name="Tag" parameter="tag" value={filters.tag} options={optionsOf(rows, (row) => tagsOf(row.alert))} />
            <span class="tools">
              <span class="count tabular" role="status">{shown.length === rows.length ? plural(rows.length, "alert") : `${shown.length} of ${rows.length}`}</span>
              {mayChange && acknowledgeable.length > 1 && (
                <button type="button" class="button small" onClick={() => void acknowledge(acknowledgeable.map((row) => row.alert))}><Icon name="check" />Acknowledge {acknowledgeable.length} shown</button>
              )}
              <span class="segments icons" role="radiogroup" aria-label="List">
                {([["resource", "bars", "By resource"], ["none", "list", "Flat list"]] as const).map(([value, icon, label]) => (
                  <button
                    type="button"
                    role="radio"
                    key={value}
                    aria-checked={grouped === (value === "resource")}
                    aria-label={label}
                    title={label}
                    onClick={() => {
                      choose({ group: value });
                      setQuery({ group: null });
                    }}
                  >
                    <Icon name={icon} />
                  </button>
                ))}
              </span>
              <ColumnMenu columns={columns} choices={choices} onChoose={choose} rows={() => order.value} file="alerts" />
            </span>
          </div>
          {shown.length === 0
            ? <NothingFound what="alert" text={text} filters={(["severity", "platform", "type", "node", "tag", "acknowledged"] as const).flatMap((key) => filters[key] ? [[key, key === "acknowledged" ? "acknowledged hidden" : String(filters[key])] as const] : [])} />
            : <Table caption="Alerts" class="alerts" rows={shown} columns={columns} choice={choices} usual={place} grouping={grouped ? byResource : null} collapsed={choices.collapsed} onCollapse={(collapsed) => choose({ collapsed })} selected={opened} levels={levelsOf(shown)} lineHeight={40} keys order={order} />}
        </section>
      )}
      {clearing && <ClearDialog rows={[clearing]} onClose={() => setClearing(null)} />}
    </Page>
  );
}

function levelsOf(rows: readonly AlertRow[]) {
  return new Map(rows.filter((row) => !row.resolved).map((row) => [row.id, row.alert.acknowledged ? "acknowledged" as const : row.alert.level]));
}

