import { Observable } from "./observable.ts";

/** The time for ages and countdowns: one ticker for the whole page. */
export const now = new Observable<number>(Date.now());

setInterval(() => {
  if (!globalThis.document?.hidden) now.set(Date.now());
}, 1000);
