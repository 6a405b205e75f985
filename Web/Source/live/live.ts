import { getJson } from "../api/client.ts";
import { addressToken } from "../access/addressToken.ts";
import { kiosk } from "../kiosk/kiosk.ts";
import { sessionEnded } from "../access/session.ts";
import { Inbox } from "./inbox.ts";
import { parseApart } from "./parseApart.ts";
import { type Connection, type ConnectionAction, type ConnectionEvent, handle, newConnection } from "./connection.ts";
import { isObject, type JsonObject } from "./mergePatch.ts";
import { Observable } from "./observable.ts";
import { connectionLost, emptySnapshot, hydrated, receive, type Snapshot } from "./snapshot.ts";

/** The newest state of the estate. */
export const snapshot = new Observable<Snapshot>(emptySnapshot);
/** How the connection to the server is doing. */
export const connection = new Observable<Connection>(newConnection);

const largestMessage = 33_554_432;
const fullReadEvery = 30_000;
/** A backlog longer than this is applied at once, frame or no frame. */
const longestQueue = 256;

/** `at` is when it happened, milliseconds; `null` where the server does not say it. */
type Listener = (type: string, data: unknown, at: number | null) => void;
const listeners = new Set<Listener>();

/** Hears of messages that are news rather than state. Answers how to stop. */
export function onLive(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

let socket: WebSocket | null = null;
const inbox = new Inbox(parseApart, take);
let scheduled = false;
let lastFullRead = -fullReadEvery;
let ticker: number | undefined;

/** Opens the live connection; it looks after itself until `stopLive`. */
export function startLive(): void {
  if (ticker === undefined) {
    ticker = setInterval(() => feed({ type: "tick" }), 1000);
    addEventListener("online", () => feed({ type: "online" }));
    document.addEventListener("visibilitychange", () => {
      // A wall screen never sleeps.
      if (!document.hidden) feed({ type: "shown" });
      else if (!kiosk.value.on) feed({ type: "hidden" });
    });
  }
  feed({ type: "start" });
}

export function retryNow(): void {
  feed({ type: "retryNow" });
}

/** After signing out nothing of the estate stays in the page. */
export function stopLive(): void {
  const old = socket;
  socket = null;
  old?.close(1000, "Signed out");
  inbox.clear();
  connection.set(newConnection);
  snapshot.set(emptySnapshot);
}

function feed(event: ConnectionEvent): void {
  const { state, actions } = handle(connection.value, event, Date.now(), Math.random());
  connection.set(state);
  for (const action of actions) perform(action);
}

function perform(action: ConnectionAction): void {
  switch (action.type) {
    case "connect":
      return open();
    case "ping":
      return send({ type: "ping", data: { timestamp: Date.now() } });
    case "probe":
      return void probe();
    case "signedOut":
      return sessionEnded();
    case "close": {
      const old = socket;
      socket = null;
      old?.close(action.code, action.reason);
      inbox.clear();
      snapshot.update(connectionLost);
    }
  }
}

function open(): void {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const token = addressToken.value === null ? "" : `&token=${encodeURIComponent(addressToken.value)}`;
  const mine = new WebSocket(`${scheme}://${location.host}/ws?max_message_bytes=${largestMessage}${token}`);
  socket = mine;
  inbox.clear();
  mine.onopen = () => mine === socket && feed({ type: "opened" });
  mine.onmessage = (event: MessageEvent<string>) => {
    if (mine !== socket) return;
    inbox.add(event.data);
    feed({ type: "traffic" });
    if (inbox.length >= longestQueue) apply();
    else schedule();
  };
  mine.onclose = (event) => {
    if (mine !== socket) return;
    socket = null;
    apply();
    inbox.clear();
    snapshot.update(connectionLost);
    feed({ type: "closed", code: event.code });
  };
}

/** Messages are applied at most once a frame; a hidden page has no frames and applies every 10 s. */
function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  if (document.hidden) setTimeout(apply, 10_000);
  else requestAnimationFrame(apply);
}

function apply(): void {
  scheduled = false;
  inbox.flush();
}

function take(messages: readonly unknown[]): void {
  let next = snapshot.value;
  for (const message of messages) {
    if (isObject(message) && message.type === "ping") send({ type: "pong", data: { timestamp: Date.now() } });
    if (isObject(message) && typeof message.type === "string" && message.type !== "rawData") {
      const at = Date.parse(String(message.timestamp)) || null;
      for (const listener of [...listeners]) listener(message.type, message.data, at);
    }
    const taken = receive(next, message, Date.now());
    next = taken.snapshot;
    if (taken.followUp === "requestData" && mayReadAll()) send({ type: "requestData" });
    if (taken.followUp === "hydrate" && mayReadAll()) void hydrate();
  }
  snapshot.set(next);
}

function mayReadAll(): boolean {
  const now = performance.now();
  if (now - lastFullRead < fullReadEvery) return false;
  lastFullRead = now;
  return true;
}

async function hydrate(): Promise<void> {
  try {
    snapshot.set(hydrated(await getJson<JsonObject>("/api/state?legacy=0"), Date.now()));
  } catch {
    // The next stateTooLarge asks again; the page keeps showing what it has, with its age.
  }
}

/** While the socket is down: is it the server, or only the socket, or has the session ended? */
async function probe(): Promise<void> {
  try {
    const answer = await fetch("/api/health", { cache: "no-store", signal: AbortSignal.timeout(4000) });
    feed({ type: "probed", answers: answer.ok });
    if (!answer.ok) return;
    const status = await getJson<{ detailLevel?: string }>("/api/security/status");
    if (status.detailLevel === "public") feed({ type: "sessionEnded" });
  } catch {
    feed({ type: "probed", answers: false });
  }
}

function send(message: object): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}
