/** The life of the WebSocket as a value: events in, actions out. No clock, no network inside. */

export type Phase = "connecting" | "open" | "waiting" | "signedOut" | "asleep";

export interface Connection {
  readonly phase: Phase;
  /** Failed attempts since the last open connection. */
  readonly attempt: number;
  /** When the next attempt is due while waiting, milliseconds. */
  readonly retryAt: number;
  readonly lastTraffic: number;
  readonly lastPing: number;
  /** When the connection was lost, `null` while it is up or was never up. */
  readonly lostAt: number | null;
  /** Whether `/api/health` answered while the socket was down; `null` not asked yet. */
  readonly serverAnswers: boolean | null;
  readonly lastProbe: number;
  readonly hiddenSince: number | null;
}

export type ConnectionEvent =
  | { readonly type: "start" | "opened" | "traffic" | "online" | "shown" | "hidden" | "retryNow" | "tick" | "sessionEnded" }
  | { readonly type: "closed"; readonly code: number }
  | { readonly type: "probed"; readonly answers: boolean };

export type ConnectionAction =
  | { readonly type: "connect" | "ping" | "probe" | "signedOut" }
  | { readonly type: "close"; readonly code: number; readonly reason: string };

export const pingEvery = 30_000;
export const silenceLimit = 90_000;
export const probeEvery = 5_000;
export const sleepAfter = 300_000;
const firstDelay = 1_000;
const longestDelay = 30_000;

export const newConnection: Connection = {
  phase: "asleep",
  attempt: 0,
  retryAt: 0,
  lastTraffic: 0,
  lastPing: 0,
  lostAt: null,
  serverAnswers: null,
  lastProbe: 0,
  hiddenSince: null,
};

/** Wait before attempt number `attempt` (1 is the first retry): doubled each time, ±20 %, at most 30 s. `random` is 0…1. */
export function retryDelay(attempt: number, random: number): number {
  const base = Math.min(longestDelay, firstDelay * 2 ** Math.min(16, Math.max(0, attempt - 1)));
  return Math.min(longestDelay, Math.round(base * (0.8 + 0.4 * random)));
}

export function handle(
  state: Connection,
  event: ConnectionEvent,
  now: number,
  random: number,
): { state: Connection; actions: ConnectionAction[] } {
  switch (event.type) {
    case "start":
      return state.phase === "open" || state.phase === "connecting" ? stay(state) : connect(state, now);
    case "opened":
      return stay({ ...state, phase: "open", attempt: 0, lastTraffic: now, lastPing: now, lostAt: null, serverAnswers: null });
    case "traffic":
      return stay({ ...state, lastTraffic: now });
    case "closed":
      return closed(state, event.code, now, random);
    case "probed":
      return stay(state.phase === "open" ? state : { ...state, serverAnswers: event.answers });
    case "sessionEnded":
      return { state: { ...state, phase: "signedOut" }, actions: [{ type: "signedOut" }] };
    case "online":
    case "retryNow":
      return state.phase === "waiting" ? connect(state, now) : stay(state);
    case "shown": {
      const seen = { ...state, hiddenSince: null };
      return state.phase === "waiting" || state.phase === "asleep" ? connect(seen, now) : stay(seen);
    }
    case "hidden":
      return stay({ ...state, hiddenSince: now });
    case "tick":
      return tick(state, now);
  }
}

function tick(state: Connection, now: number): { state: Connection; actions: ConnectionAction[] } {
  if (state.hiddenSince !== null && now - state.hiddenSince >= sleepAfter && (state.phase === "open" || state.phase === "waiting")) {
    const actions: ConnectionAction[] = state.phase === "open" ? [{ type: "close", code: 1000, reason: "Page hidden" }] : [];
    return { state: { ...state, phase: "asleep" }, actions };
  }
  if (state.phase === "open") {
    if (now - state.lastTraffic >= silenceLimit) {
      return {
        state: { ...state, phase: "waiting", attempt: 1, retryAt: now, lostAt: state.lastTraffic },
        actions: [{ type: "close", code: 4000, reason: "Heartbeat timeout" }],
      };
    }
    if (now - state.lastPing >= pingEvery) return { state: { ...state, lastPing: now }, actions: [{ type: "ping" }] };
    return stay(state);
  }
  if (state.phase === "waiting") {
    if (now >= state.retryAt) return connect(state, now);
    if (now - state.lastProbe >= probeEvery) return { state: { ...state, lastProbe: now }, actions: [{ type: "probe" }] };
  }
  return stay(state);
}

function closed(state: Connection, code: number, now: number, random: number): { state: Connection; actions: ConnectionAction[] } {
  if (code === 1008) return { state: { ...state, phase: "signedOut", lostAt: now }, actions: [{ type: "signedOut" }] };
  if (state.phase !== "open" && state.phase !== "connecting") return stay(state);
  const attempt = state.attempt + 1;
  return {
    state: {
      ...state,
      phase: "waiting",
      attempt,
      retryAt: now + retryDelay(attempt, random),
      lostAt: state.lostAt ?? now,
      lastProbe: now,
      serverAnswers: null,
    },
    actions: [{ type: "probe" }],
  };
}

function connect(state: Connection, now: number): { state: Connection; actions: ConnectionAction[] } {
  return { state: { ...state, phase: "connecting", lastTraffic: now }, actions: [{ type: "connect" }] };
}

function stay(state: Connection): { state: Connection; actions: ConnectionAction[] } {
  return { state, actions: [] };
}
