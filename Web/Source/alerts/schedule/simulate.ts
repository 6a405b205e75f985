import type { Schedule, Target } from "./policy.ts";
import { type Category, isQuiet, nextChange } from "./quietHours.ts";

export interface Case {
  readonly level: "critical" | "warning";
  readonly category: Category;
  /** When it is raised. */
  readonly at: number;
}

export interface Step {
  readonly at: number;
  readonly what: "raised" | "held" | Telling;
  readonly target?: Target;
}

type Telling = "sent" | "repeated" | "escalated";

/** A notice that goes out later: at the end of quiet hours, or when the hour has room again. */
interface Later {
  readonly at: number;
  readonly what: Telling;
  readonly target: Target;
}

const minute = 60_000, hour = 60 * minute;

/** What would happen to one alert that nobody acknowledges, over the given time: the course the server's engine takes. */
export function simulate(schedule: Schedule, given: Case, hours = 12, most = 12): readonly Step[] {
  const { quietHours: quiet, cooldown, escalation, grouping, maxAlertsHour, initialNotify } = schedule;
  const until = given.at + hours * hour, gathering = grouping.enabled ? grouping.window * 1000 : 0;
  const steps: Step[] = [{ at: given.at, what: "raised" }];
  const told: number[] = [];
  const waiting: { later: Later | null; isHeld: boolean } = { later: null, isHeld: false };
  let level = 0;
  const holds = (at: number) => (given.level === "warning" || quiet.suppress[given.category] === true) && isQuiet(quiet, at);
  const dispatch = (what: Telling, target: Target, at: number) => {
    const recent = told.filter((each) => at - each < hour);
    const first = recent[recent.length - maxAlertsHour];
    if (maxAlertsHour > 0 && first !== undefined) Object.assign(waiting, { later: { at: first + hour, what, target }, isHeld: false });
    else if (holds(at)) {
      Object.assign(waiting, { later: { at: nextChange(quiet, at) ?? until + 1, what, target }, isHeld: true });
      steps.push({ at, what: "held" });
    } else {
      told.push(at);
      steps.push({ at: what === "escalated" ? at : at + gathering, what, target });
    }
  };
  dispatch("sent", initialNotify, given.at);
  while (steps.length < most * 2) {
    const last = told.at(-1);
    const due = escalation.enabled ? escalation.levels[level] : undefined;
    const escalates = last === undefined || due === undefined ? Infinity : Math.max(last, given.at + due.after * minute);
    const repeats = last === undefined || cooldown <= 0 ? Infinity : last + cooldown * minute;
    const { later, isHeld } = waiting;
    const at = later?.at ?? Math.min(escalates, repeats);
    if (at > until) break;
    waiting.later = null;
    if (later && isHeld) {
      told.push(at);
      steps.push(later);
    } else if (later) dispatch(later.what, later.target, at);
    else if (escalates <= repeats) {
      // Of several that are due, the last one counts.
      level = escalation.levels.findLastIndex((each) => given.at + each.after * minute <= at) + 1;
      dispatch("escalated", escalation.levels[level - 1]?.notify ?? initialNotify, at);
    } else dispatch("repeated", initialNotify, at);
  }
  return steps.sort((left, right) => left.at - right.at).slice(0, most);
}
