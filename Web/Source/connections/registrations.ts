import { onLive } from "../live/live.ts";
import { isObject } from "../live/mergePatch.ts";
import { toast } from "../shell/toasts.ts";

const newsFor = 120_000, onceIn = 600_000;

/** Which registrations are worth telling: new ones, and each host once in ten minutes. */
export class Registrations {
  readonly #told = new Map<string, number>();

  /** `at` is when it happened, where that came with it. */
  isNews(host: string, at: number | null, now: number): boolean {
    if (at !== null && now - at > newsFor) return false;
    const last = this.#told.get(host);
    if (last !== undefined && now - last < onceIn) return false;
    this.#told.set(host, now);
    return true;
  }
}

/** Tells of systems that have registered by themselves. */
export function watchRegistrations(): void {
  const registrations = new Registrations();
  onLive((type, data, at) => {
    if (type !== "node_auto_registered" || !isObject(data)) return;
    const host = String(data.host ?? ""), name = String(data.name || host);
    if (registrations.isNews(host, at, Date.now())) toast(`${name} has registered.`, "info", undefined, "/settings/infrastructure");
  });
}
