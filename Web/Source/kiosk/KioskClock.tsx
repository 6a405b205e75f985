import { duration, momentFormat } from "../format/time.ts";
import { snapshot } from "../live/live.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h } from "../preact.ts";

const time = momentFormat({ hour: "2-digit", minute: "2-digit" });
/** Data older than this is told apart, seconds. */
const old = 60;

/** For those who look from afar: what time it is, and how old what they see. */
export function KioskClock() {
  const text = useObserved(now, (value) => time(value));
  const age = useObserved(now, (value) => {
    const { receivedAt } = snapshot.value;
    return receivedAt === null ? null : Math.floor(Math.max(0, value - receivedAt) / 5000) * 5;
  });
  return (
    <p class="kiosk-clock tabular">
      <b>{text}</b>
      {age !== null && <span class={age > old ? "warn" : ""}>{age === 0 ? "live" : `data ${duration(age)} old`}</span>}
    </p>
  );
}
