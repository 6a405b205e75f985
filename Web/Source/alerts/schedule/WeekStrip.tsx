import { relative } from "../../format/time.ts";
import { now } from "../../live/now.ts";
import { useObserved } from "../../live/observable.ts";
import { h } from "../../preact.ts";
import { isQuiet, nextChange, type QuietHours, quietSpans, usableZone, wallClock, weekdays } from "./quietHours.ts";

/** The quiet hours of a week, where now is in it, and when that changes next. */
export function WeekStrip({ quiet }: { quiet: QuietHours }) {
  const time = useObserved(now, (value) => Math.floor(value / 60_000) * 60_000);
  const at = wallClock(time, quiet.timezone);
  const quietNow = isQuiet(quiet, time), next = nextChange(quiet, time);
  const clock = new Intl.DateTimeFormat(undefined, { weekday: "short", hour: "2-digit", minute: "2-digit", timeZone: usableZone(quiet.timezone) });
  return (
    <div class="week" role="img" aria-label={`${quietNow ? "Quiet now" : "Not quiet now"}${next === null ? "" : `, until ${clock.format(next)}`}`}>
      <div class="week-days">
        {weekdays.map((day, index) => (
          <div class="week-day" key={day}>
            <span class="week-name">{day.slice(0, 3)}</span>
            <span class="week-track">
              {quietSpans(quiet, index).map(([from, to]) => <i key={from} style={{ left: `${from * 100}%`, width: `${Math.min(1, to) * 100 - from * 100}%` }} />)}
              {index === at.day && <b style={{ left: `${at.minute / 14.4}%` }} />}
            </span>
          </div>
        ))}
        <p class="week-axis" aria-hidden="true"><span>0</span><span>6</span><span>12</span><span>18</span><span>24</span></p>
      </div>
      <p class="field-hint">{quietNow ? "Quiet now" : "Not quiet now"}; {next === null ? "that does not change." : `${quietNow ? "ends" : "begins"} ${clock.format(next)} (${relative(next, time)}), ${quiet.timezone}.`}</p>
    </div>
  );
}
