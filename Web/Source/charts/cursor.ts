import { Observable } from "../live/observable.ts";

/** The moment under the pointer, shared by all charts in view; `null` when no chart is pointed at. */
export const cursor = new Observable<number | null>(null);
