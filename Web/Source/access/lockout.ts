import type { ApiError } from "../api/error.ts";

/** What the login form says after a refused attempt, and until when it stays closed. */
export interface Refusal {
  readonly message: string;
  /** Milliseconds; `null` when another attempt is possible at once. */
  readonly until: number | null;
}

export function refusalOf(error: ApiError, now: number): Refusal {
  if (error.status === 0) return { message: "Cannot reach the server. Is it running?", until: null };
  if (error.code === "account_locked" || error.details.locked === true) {
    return { message: "Too many failed attempts. An administrator can unlock the account.", until: lockedUntil(error, now) };
  }
  if (error.status === 429) return { message: "Too many requests.", until: now + (error.retryAfter ?? 60) * 1000 };
  const remaining = error.details.remaining;
  if (error.status === 401 && typeof remaining === "number") {
    const left = remaining === 1 ? "1 attempt" : `${remaining} attempts`;
    return { message: `Wrong user name or password. ${left} left.`, until: null };
  }
  if (error.status === 401) return { message: "Wrong user name or password.", until: null };
  return { message: error.message, until: null };
}

function lockedUntil(error: ApiError, now: number): number {
  const { lockedUntil, remainingMinutes, lockoutDuration } = error.details;
  const moment = typeof lockedUntil === "string" ? Date.parse(lockedUntil) : NaN;
  if (Number.isFinite(moment)) return moment;
  if (typeof remainingMinutes === "number") return now + remainingMinutes * 60_000;
  const minutes = typeof lockoutDuration === "string" ? Number.parseInt(lockoutDuration, 10) : NaN;
  return now + (Number.isFinite(minutes) ? minutes : 15) * 60_000;
}
