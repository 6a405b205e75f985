import { percent } from "../format/number.ts";
import { StatusMark } from "../marks/StatusMark.tsx";
import { h } from "../preact.ts";
import type { RaidArray } from "../resources/resource.ts";
import type { State } from "../resources/state.ts";
import { Section } from "./Section.tsx";

function stateOf({ failedDevices, activeDevices, totalDevices, state }: RaidArray): State {
  if (/inactive|failed/.test(state)) return "offline";
  return failedDevices > 0 || activeDevices < totalDevices || /degraded/.test(state) ? "degraded" : "online";
}

/** Software arrays with their members, and how far a rebuild is. */
export function RaidArrays({ arrays }: { arrays: readonly RaidArray[] }) {
  if (arrays.length === 0) return null;
  return (
    <Section title="RAID arrays" short="RAID" detail="raid">
      <table class="list">
        <thead><tr><th scope="col">Array</th><th scope="col">State</th><th scope="col" class="number">Members</th><th scope="col" class="number">Failed</th><th scope="col" class="number muted">Spare</th></tr></thead>
        <tbody>
          {arrays.map((array) => (
            <tr key={array.device}>
              <th scope="row"><b>{array.device}</b> <small class="muted">{array.level}</small></th>
              <td><StatusMark state={stateOf(array)} word text={array.state} />{array.operation && <small> {array.operation}{array.rebuildPercent === undefined ? "" : ` ${percent(array.rebuildPercent)}`}</small>}</td>
              <td class="number">{array.activeDevices}/{array.totalDevices}</td>
              <td class={`number ${array.failedDevices > 0 ? "crit" : "muted"}`}>{array.failedDevices}</td>
              <td class="number muted">{array.spareDevices}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
