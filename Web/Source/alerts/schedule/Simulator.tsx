import { h, useMemo, useState } from "../../preact.ts";
import { categoryWords, type Schedule, targetWords } from "./policy.ts";
import { usableZone, wallClock, weekdays } from "./quietHours.ts";
import { type Case, simulate, type Step } from "./simulate.ts";

/** "A critical alert at 23:10 on Tuesday": what would happen to it. */
export function Simulator({ schedule }: { schedule: Schedule }) {
  const [level, setLevel] = useState<Case["level"]>("warning");
  const [category, setCategory] = useState<Case["category"]>("performance");
  const [day, setDay] = useState(1);
  const [time, setTime] = useState("23:10");
  const zone = usableZone(schedule.quietHours.timezone);
  const steps = useMemo(() => {
    const at = nextMoment(day, time, zone, Date.now());
    return at === null ? [] : simulate(schedule, { level, category, at }).filter((step, index) => index === 0 || step.at >= at);
  }, [schedule, level, category, day, time]);
  const clock = new Intl.DateTimeFormat(undefined, { weekday: "short", hour: "2-digit", minute: "2-digit", timeZone: zone });
  return (
    <div class="stack simulator">
      <p class="simulator-case">
        A
        <select aria-label="Level" value={level} onChange={(event) => setLevel(event.currentTarget.value as Case["level"])}><option value="warning">warning</option><option value="critical">critical alert</option></select>
        about
        <select aria-label="About" value={category} onChange={(event) => setCategory(event.currentTarget.value as Case["category"])}>{Object.entries(categoryWords).map(([each, word]) => <option key={each} value={each}>{word}</option>)}</select>
        on
        <select aria-label="Day" value={String(day)} onChange={(event) => setDay(Number(event.currentTarget.value))}>{weekdays.map((each, index) => <option key={each} value={String(index)}>{each.charAt(0).toUpperCase() + each.slice(1)}</option>)}</select>
        at
        <input type="time" aria-label="Time" value={time} onInput={(event) => setTime(event.currentTarget.value)} />
      </p>
      <ol class="course">
        {steps.map((step, index) => <li key={index} class={step.what}><span class="tabular">{clock.format(step.at)}</span><span>{stepWords(step)}</span></li>)}
      </ol>
      <p class="field-hint">If nobody acknowledges it and it stays. Times are of {zone}.</p>
    </div>
  );
}

function stepWords(step: Step): string {
  const to = step.target ? ` to ${targetWords[step.target]}` : "";
  switch (step.what) {
    case "raised":
      return "raised and shown";
    case "held":
      return "held by quiet hours";
    case "sent":
      return `sent${to}`;
    case "repeated":
      return `repeated${to}`;
    case "escalated":
      return `escalated${to}`;
  }
}

/** The next such weekday and time in a zone. */
export function nextMoment(day: number, time: string, zone: string, from: number): number | null {
  const match = /^(\d\d):(\d\d)$/.exec(time);
  if (!match) return null;
  const minute = Number(match[1]) * 60 + Number(match[2]), step = 60_000;
  const start = Math.floor(from / step) * step;
  const clock = wallClock(start, zone);
  let at = start + (((day - clock.day + 7) % 7) * 1440 + minute - clock.minute) * step;
  if (at < start) at += 7 * 1440 * step;
  // A change of the clock on the way shifts it by an hour.
  const found = wallClock(at, zone);
  return at + (minute - found.minute) % 720 * step;
}
