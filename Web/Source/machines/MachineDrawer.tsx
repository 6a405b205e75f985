import { DebugSection } from "../drawer/DebugSection.tsx";
import { Drawer } from "../drawer/Drawer.tsx";
import { Filesystems } from "../drawer/Filesystems.tsx";
import { NotesSection } from "../drawer/notes/NotesSection.tsx";
import { Interfaces } from "../drawer/Interfaces.tsx";
import { RaidArrays } from "../drawer/RaidArrays.tsx";
import { uptime } from "../format/time.ts";
import { HistoryCharts } from "../history/HistoryCharts.tsx";
import { machinePlans } from "../history/plans.ts";
import { TimelineSection } from "../history/TimelineSection.tsx";
import { useHistory } from "../history/useHistory.ts";
import { type Observable } from "../live/observable.ts";
import { h, useMemo } from "../preact.ts";
import type { Machine } from "../resources/machine.ts";
import { DiskActivity, Facts, SensorList } from "./details.tsx";
import { Figures } from "./Figures.tsx";

/** One machine in detail: live figures, history, and the lists of what it has. */
export function MachineDrawer({ machine, neighbours, gone }: { machine: Machine; neighbours: Observable<readonly Machine[]>; gone: boolean }) {
  const history = useHistory(machine.resource);
  const plans = useMemo(() => machinePlans(machine), [machine]);
  const agent = machine.resource.agent ?? {};
  return (
    <Drawer
      item={machine}
      kind="machine"
      facts={[machine.system, machine.uptime !== null && machine.state === "online" && <span key="up" class="tabular">up {uptime(machine.uptime)}</span>]}
      neighbours={neighbours}
      gone={gone}
    >
      <Figures machine={machine} history={history} />
      <HistoryCharts plans={plans} at={machine.lastSeen} history={history} />
      <Filesystems disks={agent.disks ?? []} />
      <Interfaces cards={agent.networkInterfaces ?? []} at={machine.lastSeen ?? 0} />
      <DiskActivity machine={machine} />
      <RaidArrays arrays={agent.raid ?? []} />
      <SensorList machine={machine} />
      <Facts machine={machine} />
      <TimelineSection history={history} />
      <NotesSection book="agents" id={machine.id} />
      <DebugSection resource={machine.resource} />
    </Drawer>
  );
}
