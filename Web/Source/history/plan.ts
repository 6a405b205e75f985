import { Observable } from "../live/observable.ts";

/** Days of history that the plan shows; without a licence a week. Longer spans are not asked for. */
export const planDays = new Observable<number>(7);

export function isLocked(milliseconds: number, days: number): boolean {
  return milliseconds > days * 86_400_000;
}
