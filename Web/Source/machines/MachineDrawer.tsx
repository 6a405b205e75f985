import { relative, uptime } from "../format/time.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h, useEffect, useRef } from "../preact.ts";
import type { Machine } from "../resources/machine.ts";
import { Icon } from "../shell/Icon.tsx";
import { onKey } from "../shell/keyboard.ts";
import { route, setQuery } from "../shell/router.ts";
import { Filesystems, Interfaces, DiskActivity, SensorList, Facts } from "./details.tsx";
import { Figures } from "./Figures.tsx";
import { readRange, useHistory } from "./history.ts";
import { HistoryCharts } from "./HistoryCharts.tsx";
import { StatusMark } from "./StatusMark.tsx";

/** One machine in detail: live figures, history, and the lists of what it has. */
export function MachineDrawer({ machine, neighbours, onClose }: { machine: Machine; neighbours: readonly Machine[]; onClose: () => void }) {
  const panel = useRef<HTMLElement>(null);
  const range = readRange(useObserved(route, (value) => value.query.get("range")));
  const { history, error } = useHistory(machine, range);
  const time = useObserved(now);
  const index = neighbours.findIndex((each) => each.id === machine.id);
  const go = (by: number) => {
    const next = neighbours[index + by];
    if (next) setQuery({ resource: next.id });
  };
  const stepper = useRef(go);
  stepper.current = go;

  useEffect(() => {
    panel.current?.focus();
    const releases = [onKey("[", () => stepper.current(-1)), onKey("]", () => stepper.current(1))];
    return () => releases.forEach((release) => release());
  }, []);

  return (
    <aside class="drawer" role="complementary" aria-label={`Machine ${machine.name}`} tabIndex={-1} ref={panel}>
      <header class="drawer-head">
        <div class="drawer-title">
          <h2>{machine.name}</h2>
          <p>
            <StatusMark state={machine.state} word />
            <span>{machine.system}</span>
            {machine.uptime !== null && machine.state === "online" && <span class="tabular">up {uptime(machine.uptime)}</span>}
            {machine.lastSeen !== null && machine.state !== "online" && <span>last seen {relative(machine.lastSeen, time)}</span>}
          </p>
        </div>
        {neighbours.length > 1 && (
          <span class="drawer-steps">
            <button type="button" class="icon-button" aria-label="Previous machine" title="Previous ([)" disabled={index <= 0} onClick={() => go(-1)}><Icon name="chevronLeft" /></button>
            <button type="button" class="icon-button" aria-label="Next machine" title="Next (])" disabled={index < 0 || index >= neighbours.length - 1} onClick={() => go(1)}><Icon name="chevronRight" /></button>
          </span>
        )}
        <button type="button" class="icon-button" aria-label="Close" title="Close (Esc)" onClick={onClose}><Icon name="close" /></button>
      </header>
      <div class="drawer-body" tabIndex={0} role="group" aria-label="Details">
        <Figures machine={machine} history={history} />
        <HistoryCharts machine={machine} range={range} history={history} error={error} />
        <Filesystems machine={machine} />
        <Interfaces machine={machine} />
        <DiskActivity machine={machine} />
        <SensorList machine={machine} />
        <Facts machine={machine} />
      </div>
    </aside>
  );
}
