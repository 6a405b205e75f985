import { estate } from "../estate/estate.ts";
import { plural } from "../format/number.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { type ConnectionRecord, healthOf, type PollHealth } from "./connection.ts";
import { waitingSince } from "./diagnosis.ts";

export interface Added {
  readonly id: string;
  readonly since: number;
}

/** Stays with somebody who has just added a connection until its first data is there, or says what it usually is. */
export function Waiting({ added, record, poll, onClose }: { added: Added; record: ConnectionRecord; poll: PollHealth | undefined; onClose: () => void }) {
  const time = useObserved(now);
  const nodes = useObserved(estate, (all) => all.nodes.filter((node) => node.instance === record.name).length);
  const guests = useObserved(estate, (all) => all.guests.filter((guest) => guest.instance === record.name).length);
  const health = healthOf(record, poll, time);
  const waiting = waitingSince(added.since, time);
  const close = <button type="button" class="icon-button" aria-label="Dismiss" onClick={onClose}><Icon name="close" /></button>;
  if (nodes > 0) {
    return (
      <div class="notice ok spaced-below" role="status" data-testid="waiting">
        <Icon name="check" />
        <p><b>{record.name} is here:</b> {[record.version && `Proxmox VE ${record.version}`, plural(nodes, "node"), guests > 0 && plural(guests, "guest")].filter(Boolean).join(", ")}.</p>
        <a class="button small" href="/proxmox/overview">Look at it</a>
        {close}
      </div>
    );
  }
  return (
    <div class={`notice spaced-below ${waiting.long || health.state === "offline" ? "warning" : ""}`} role="status" data-testid="waiting">
      <Icon name="clock" />
      <div class="waiting-text">
        <p><b>Waiting for the first data of {record.name}…</b> <span class="tabular" aria-live="off">{waiting.text}</span></p>
        {health.state === "offline" && <p>{health.word}: {health.detail}</p>}
        {waiting.long && health.state !== "offline" && <p>It usually comes within seconds. A firewall between this server and port 8006, or an account that may see nothing, are the usual causes; <i>Diagnose</i> in the list below tells which.</p>}
      </div>
      {close}
    </div>
  );
}
