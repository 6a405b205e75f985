import { Observable } from "../live/observable.ts";
import { readPreference, writePreference } from "../shell/preferences.ts";
import { defaultRange, type Range, ranges } from "./view.ts";

/** The range this person chose last: where an address names none. */
export const usualRange = new Observable<Range>(readPreference("charts", (value) => ranges.find((each) => each === value.range) ?? defaultRange));

export function keepRange(range: Range): void {
  usualRange.set(range);
  writePreference("charts", { range });
}
