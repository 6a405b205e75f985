import { useAnswer } from "../api/useAnswer.ts";
import { addressOf } from "../estate/addressOf.ts";
import type { Estate } from "../estate/estate.ts";
import { Meter } from "../marks/Meter.tsx";
import { h, useMemo } from "../preact.ts";
import { fullIn, readFillings } from "./forecasts.ts";

const readEvery = 600_000, most = 10;

/** Pools and filesystems that will be full within thirty days if they go on like in the last week. */
export function Forecasts({ estate }: { estate: Estate }) {
  const { value } = useAnswer<{ forecasts?: unknown }>("/api/ai/forecasts/overview?metric=disk&threshold=100", readEvery);
  const fillings = useMemo(() => readFillings(value?.forecasts), [value]);
  if (fillings.length === 0) return null;
  return (
    <section class="panel top forecasts" aria-label="Forecasts">
      <h2>Full within 30 days</h2>
      <ol>
        {fillings.slice(0, most).map((each) => {
          const href = addressOf(estate, each.id);
          return (
            <li key={each.id}>
              {href === null ? <span>{each.name}</span> : <a href={href}>{each.name}</a>}
              <Meter kind="storage" value={each.now} />
              <b class={each.left < 7 * 86_400 ? "crit" : "warn"}>{fullIn(each)}</b>
            </li>
          );
        })}
      </ol>
      <p class="tile-note">If they go on as in the last week.</p>
    </section>
  );
}
