import { DebugSection } from "../../drawer/DebugSection.tsx";
import { Drawer } from "../../drawer/Drawer.tsx";
import { Figure } from "../../drawer/Figure.tsx";
import { ProvenanceSection } from "../../drawer/ProvenanceSection.tsx";
import { Fact, Section } from "../../drawer/Section.tsx";
import { diskBytes } from "../../format/bytes.ts";
import { celsius, count, percent } from "../../format/number.ts";
import { HistoryCharts } from "../../history/HistoryCharts.tsx";
import { diskPlans } from "../../history/plans.ts";
import { TimelineSection } from "../../history/TimelineSection.tsx";
import { useHistory } from "../../history/useHistory.ts";
import { type Observable } from "../../live/observable.ts";
import { h, useMemo } from "../../preact.ts";
import type { PhysicalDisk } from "../../resources/physicalDisk.ts";
import { diskTemperature } from "../../resources/severity.ts";

const attributes: readonly (readonly [key: string, name: string, zeroExpected: boolean])[] = [
  ["powerOnHours", "Powered on", false],
  ["powerCycles", "Power cycles", false],
  ["reallocatedSectors", "Reallocated sectors", true],
  ["pendingSectors", "Pending sectors", true],
  ["offlineUncorrectable", "Uncorrectable sectors", true],
  ["udmaCrcErrors", "Cable errors (CRC)", true],
  ["mediaErrors", "Media errors", true],
  ["percentageUsed", "Life used", false],
  ["availableSpare", "Spare left", false],
  ["unsafeShutdowns", "Unsafe shutdowns", false],
];

/** One physical disk in detail. */
export function DiskDrawer({ disk, neighbours, gone }: { disk: PhysicalDisk; neighbours: Observable<readonly PhysicalDisk[]>; gone: boolean }) {
  const history = useHistory(disk.resource);
  const plans = useMemo(() => diskPlans(disk), [disk]);
  const facet = disk.resource.physicalDisk ?? {}, smart = facet.smart ?? {};
  const reasons = facet.risk?.reasons ?? [];
  return (
    <Drawer item={disk} kind="disk" word={disk.health} facts={[disk.type, disk.device, disk.node]} neighbours={neighbours} gone={gone}>
      <dl class="figures" data-detail="overview" aria-label="Overview">
        <Figure name="Temperature" kind={diskTemperature(disk.type)} value={disk.temperature} main={disk.asleep ? "asleep" : celsius(disk.temperature)} />
        <Figure name="Life left" main={percent(disk.life)} />
        <Figure name="Size" main={diskBytes(disk.size)} />
        <Figure name="Verdict" main={facet.health ?? "—"} note="SMART" />
      </dl>
      {(reasons.length > 0 || disk.reason) && (
        <Section title="Why">
          <ul class="reasons">
            {reasons.length > 0 ? reasons.map((reason) => <li key={reason.code} class={reason.severity === "critical" ? "crit" : "warn"}>{reason.summary}</li>) : <li class="muted">{disk.reason}</li>}
          </ul>
        </Section>
      )}
      <HistoryCharts plans={plans} at={disk.lastSeen} history={history} />
      <Section title="Details" detail="details">
        <dl class="facts">
          <Fact name="Model">{facet.model}</Fact>
          <Fact name="Vendor">{facet.vendor}</Fact>
          <Fact name="Serial">{disk.serial && <code>{disk.serial}</code>}</Fact>
          <Fact name="WWN">{facet.wwn && <code>{facet.wwn}</code>}</Fact>
          <Fact name="Rotation">{facet.rpm ? `${count(facet.rpm)} rpm` : null}</Fact>
          <Fact name="Used for">{disk.role}</Fact>
          <Fact name="Belongs to">{disk.belongsTo}</Fact>
          {attributes.map(([key, name, zero]) => {
            const value = smart[key];
            return value === undefined ? null : <Fact key={key} name={name} grade={zero && value > 0 ? "warning" : "normal"}>{attribute(key, value)}</Fact>;
          })}
        </dl>
      </Section>
      <TimelineSection history={history} />
      <ProvenanceSection resource={disk.resource} />
      <DebugSection resource={disk.resource} />
    </Drawer>
  );
}

function attribute(key: string, value: number): string {
  if (key === "percentageUsed" || key === "availableSpare") return `${value} %`;
  if (key !== "powerOnHours") return count(value);
  return value >= 8766 ? `${(value / 8766).toFixed(1)} years` : value >= 24 ? `${Math.floor(value / 24)} days` : `${value} h`;
}
