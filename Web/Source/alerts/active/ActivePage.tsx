import { useOpened } from "../../drawer/useOpened.ts";
import { useObserved } from "../../live/observable.ts";
import { h, useEffect, useMemo, useState } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import { NothingFound } from "../../shell/NothingFound.tsx";
import { Page } from "../../shell/Page.tsx";
import { route, setQuery } from "../../shell/router.ts";
import { useTableChoices } from "../../table/choices.ts";
import { ColumnMenu } from "../../table/ColumnMenu.tsx";
import type { Group, Grouping } from "../../table/grouping.ts";
import { useSelection } from "../../table/selection.ts";
import { Table } from "../../table/Table.tsx";
import { useOrderOf } from "../../table/useOrderOf.ts";
import { ActivationPanel } from "../ActivationPanel.tsx";
import { AlertDrawer } from "../AlertDrawer.tsx";
import { AlertTabs } from "../AlertTabs.tsx";
import { MutedStrip } from "../mute/MutedStrip.tsx";
import { MuteDialog } from "../mute/MuteDialog.tsx";
import { useAlerts, useMayChange } from "../useAlerts.ts";
import { subjects } from "../useResource.ts";
import { activeColumns } from "./activeColumns.tsx";
import { type AlertRow, countsOf, passes, rowsOf } from "./activeRows.ts";
import { groupNote, groupOf, groupRank, groupTitles } from "./alertGroups.ts";
import { ActiveToolbar } from "./ActiveToolbar.tsx";
import { ClearDialog } from "./ClearDialog.tsx";
import { PickedBar } from "./PickedBar.tsx";
import { Summary } from "./Summary.tsx";
import { useAlertKeys } from "./useAlertKeys.ts";
import { useRecent } from "./useRecent.ts";

const byResource = (titles: ReadonlyMap<string, string>): Grouping<AlertRow> => ({
  key: "resource",
  name: "Resource",
  of: groupOf,
  title: (key) => titles.get(key) ?? key,
  note: groupNote,
  order: (left: Group<AlertRow>, right: Group<AlertRow>) => groupRank(left.rows) - groupRank(right.rows),
});

/** Alerts in the server's order: what matters most first, what is over last. */
const serverOrder = (place: ReadonlyMap<string, number>) => (left: AlertRow, right: AlertRow) => (place.get(left.id) ?? 0) - (place.get(right.id) ?? 0);

/** What is wrong now. */
export function ActivePage() {
  const { loaded, active, resolved } = useAlerts();
  const mayChange = useMayChange();
  const query = useObserved(route, (value) => value.query);
  const [choices, choose] = useTableChoices("alerts");
  const [clearing, setClearing] = useState<readonly AlertRow[] | null>(null);
  const [muting, setMuting] = useState<readonly AlertRow[] | null>(null);
  const recent = useRecent();
  const text = query.get("q") ?? "", opened = query.get("resource");
  const filters = { text, severity: query.get("severity"), platform: query.get("platform"), type: query.get("type"), node: query.get("node"), tag: query.get("tag"), acknowledged: query.get("acknowledged") };
  const rows = useMemo(() => rowsOf(active, resolved, subjects()), [active, resolved]);
  const shown = useMemo(() => rows.filter((row) => passes(row, filters)), [rows, query]);
  const place = useMemo(() => serverOrder(new Map(rows.map((row, index) => [row.id, index]))), [rows]);
  const grouping = useMemo(() => byResource(groupTitles(rows)), [rows]);
  const counts = countsOf(active);
  const grouped = (query.get("group") ?? choices.group ?? "resource") === "resource";
  const columns = useMemo(() => activeColumns(mayChange, grouped, recent?.times ?? null, (row) => setMuting([row])), [mayChange, grouped, recent]);
  const order = useOrderOf<AlertRow>();
  const selection = useSelection(shown);
  const { item, gone } = useOpened(rows, opened);
  useAlertKeys(rows, item, mayChange, (row) => setMuting([row]));

  // Notices link to `?alert=<id>`.
  const linked = query.get("alert");
  useEffect(() => {
    if (linked) setQuery({ alert: null, resource: linked });
  }, [linked]);

  return (
    <Page
      name="Alerts"
      tabs={<AlertTabs />}
      drawer={item && <AlertDrawer row={item} alert={item.alert} neighbours={order} gone={gone} key={item.id} onClear={() => setClearing([item])} onMute={() => setMuting([item])} />}
      missing={loaded && opened !== null && !item ? "This alert is over or no longer known." : null}
    >
      <ActivationPanel />
      {mayChange && <MutedStrip />}
      {!loaded && <div class="panel skeleton tall" role="status" aria-label="Loading alerts" />}
      {loaded && <Summary counts={counts} recent={recent} />}
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
          <ActiveToolbar
            rows={rows}
            shown={shown}
            filters={filters}
            counts={counts}
            mayChange={mayChange}
            grouped={grouped}
            onGroup={(on) => {
              choose({ group: on ? "resource" : "none" });
              setQuery({ group: null });
            }}
          >
            <ColumnMenu columns={columns} choices={choices} onChoose={choose} rows={() => order.value} file="alerts" />
          </ActiveToolbar>
          <PickedBar selection={selection} rows={shown} onMute={setMuting} onClear={setClearing} />
          {shown.length === 0
            ? <NothingFound what="alert" text={text} filters={(["severity", "platform", "type", "node", "tag", "acknowledged"] as const).flatMap((key) => filters[key] ? [[key, key === "acknowledged" ? "acknowledged hidden" : String(filters[key])] as const] : [])} />
            : <Table caption="Alerts" class="alerts" rows={shown} columns={columns} choice={choices} usual={place} grouping={grouped ? grouping : null} collapsed={choices.collapsed} onCollapse={(collapsed) => choose({ collapsed })} selected={opened} levels={levelsOf(shown)} lineHeight={40} keys order={order} {...(mayChange ? { selection } : {})} />}
        </section>
      )}
      {clearing && <ClearDialog rows={clearing} onClose={() => setClearing(null)} />}
      {muting && <MuteDialog alerts={muting.map((row) => row.alert)} onClose={() => setMuting(null)} />}
    </Page>
  );
}

function levelsOf(rows: readonly AlertRow[]) {
  return new Map(rows.filter((row) => !row.resolved).map((row) => [row.id, row.alert.acknowledged ? "acknowledged" as const : row.alert.level]));
}
