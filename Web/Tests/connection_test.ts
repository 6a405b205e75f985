import { type Connection, type ConnectionEvent, handle, newConnection, retryDelay } from "../Source/live/connection.ts";
import { equal, randoms } from "./check.ts";

function run(events: readonly (readonly [number, ConnectionEvent])[], from: Connection = newConnection) {
  let state = from;
  const actions: string[] = [];
  for (const [at, event] of events) {
    const next = handle(state, event, at, 0.5);
    state = next.state;
    actions.push(...next.actions.map((action) => "code" in action ? `close ${action.code}` : action.type));
  }
  return { state, actions };
}
const open: readonly (readonly [number, ConnectionEvent])[] = [[0, { type: "start" }], [10, { type: "opened" }]];

Deno.test("waits double from one second to thirty, with a fifth of jitter", () => {
  equal([1, 2, 3, 4, 5, 6, 7, 99].map((attempt) => retryDelay(attempt, 0.5)), [1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  equal([retryDelay(1, 0), retryDelay(1, 1), retryDelay(9, 1)], [800, 1200, 30000]);
});

Deno.test("opens, pings every 30 s and gives up after 90 s of silence", () => {
  const { state, actions } = run([...open, [30_010, { type: "tick" }], [60_010, { type: "tick" }], [90_010, { type: "tick" }], [91_000, { type: "tick" }]]);
  equal(actions, ["connect", "ping", "ping", "close 4000", "connect"]);
  equal([state.phase, state.lostAt], ["connecting", 10]);
});

Deno.test("traffic keeps the connection", () => {
  const { state } = run([...open, [80_000, { type: "traffic" }], [91_000, { type: "tick" }]]);
  equal(state.phase, "open");
});

Deno.test("a lost connection is tried again with growing waits and one health question at once", () => {
  const lost = run([...open, [1000, { type: "closed", code: 1006 }]]);
  equal([lost.state.phase, lost.state.retryAt, lost.state.lostAt, lost.actions.at(-1)], ["waiting", 2000, 1000, "probe"]);
  const again = run([[2000, { type: "tick" }], [2010, { type: "closed", code: 1006 }]], lost.state);
  equal([again.actions, again.state.retryAt, again.state.lostAt], [["connect", "probe"], 4010, 1000]);
  const back = run([[4010, { type: "tick" }], [4020, { type: "opened" }]], again.state);
  equal([back.state.phase, back.state.attempt, back.state.lostAt], ["open", 0, null]);
});

Deno.test("online, shown and a click try at once", () => {
  const lost = run([...open, [1000, { type: "closed", code: 1006 }]]).state;
  for (const type of ["online", "shown", "retryNow"] as const) equal(run([[1100, { type }]], lost).actions, ["connect"], type);
});

Deno.test("1008 means signed out: no more attempts", () => {
  const { state, actions } = run([...open, [1000, { type: "closed", code: 1008 }], [99_000, { type: "tick" }], [99_001, { type: "online" }]]);
  equal([state.phase, actions], ["signedOut", ["connect", "signedOut"]]);
  equal(run([[100_000, { type: "start" }]], state).actions, ["connect"], "signing in starts again");
});

Deno.test("a page hidden for five minutes sleeps and wakes when shown", () => {
  const hidden = run([...open, [1000, { type: "hidden" }], [200_000, { type: "traffic" }], [301_000, { type: "tick" }]]);
  equal([hidden.state.phase, hidden.actions.at(-1)], ["asleep", "close 1000"]);
  equal(run([[400_000, { type: "shown" }]], hidden.state).actions, ["connect"]);
});

Deno.test("random events: never two sockets at once, never a retry further than 30 s away", () => {
  const random = randoms(3);
  const types = ["start", "opened", "traffic", "online", "shown", "hidden", "retryNow", "tick", "closed", "probed"] as const;
  let state = newConnection, now = 0, sockets = 0;
  for (let round = 0; round < 20_000; round += 1) {
    now += Math.floor(random() * 20_000);
    const type = types[Math.floor(random() * types.length)] ?? "tick";
    // Only a socket that exists can open or close.
    if ((type === "opened" && state.phase !== "connecting") || (type === "closed" && sockets === 0)) continue;
    const event: ConnectionEvent = type === "closed" ? { type, code: random() < 0.1 ? 1008 : 1006 } : type === "probed" ? { type, answers: random() < 0.5 } : { type };
    if (type === "closed") sockets = 0;
    const next = handle(state, event, now, random());
    state = next.state;
    for (const action of next.actions) {
      if (action.type === "connect") sockets += 1;
      if (action.type === "close") sockets = 0;
    }
    equal(sockets <= 1, true, `round ${round}: ${type}`);
    if (state.phase === "waiting") equal(state.retryAt - now <= 30_000, true, `round ${round}`);
    if (state.phase === "open") equal(state.lostAt, null);
  }
});
