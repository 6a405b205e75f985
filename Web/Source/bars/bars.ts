import type { SecurityStatus } from "../api/answers.ts";

/** A line below the head of every page. */
export interface Bar {
  readonly id: "activation" | "delivery" | "security" | "demo";
  readonly tone: "warning" | "info";
  readonly text: string;
  /** Where something can be done about it. */
  readonly link?: { readonly href: string; readonly name: string };
}

/** What bars are about; what is not known, or not for this person, is `null`. */
export interface Circumstances {
  readonly status: SecurityStatus | null;
  /** `pending_review` until somebody switched notices on. */
  readonly activation: string | null;
  /** Messages that were given up. */
  readonly undelivered: number | null;
}

/** Everything worth a bar, the most pressing first. */
export function barsOf({ status, activation, undelivered }: Circumstances): readonly Bar[] {
  const bars: Bar[] = [];
  if (activation === "pending_review") bars.push({ id: "activation", tone: "warning", text: "Nobody is told of alerts yet.", link: { href: "/alerts/overview", name: "Review and switch on" } });
  if (undelivered !== null && undelivered > 0) bars.push({ id: "delivery", tone: "warning", text: undelivered === 1 ? "A notification could not be delivered." : `${undelivered} notifications could not be delivered.`, link: { href: "/alerts/destinations", name: "See why" } });
  if (status?.publicAccess && status.hasHTTPS === false) bars.push({ id: "security", tone: "warning", text: "You reach this server from a public address without HTTPS: passwords and tokens can be read on the way." });
  if (status?.presentationPolicy?.demoMode) bars.push({ id: "demo", tone: "info", text: "This is a demo: you can look at everything and change nothing." });
  return bars;
}

/** The one bar that is shown: what a page says itself, or was dismissed, is left out. */
export function shownBar(bars: readonly Bar[], dismissed: readonly string[], path: string): Bar | null {
  return bars.find((bar) => !dismissed.includes(bar.id) && bar.link?.href !== path) ?? null;
}
