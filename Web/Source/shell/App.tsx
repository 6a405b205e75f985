import { addressToken } from "../access/addressToken.ts";
import { Login } from "../access/Login.tsx";
import { session } from "../access/session.ts";
import { loadSession } from "../access/signIn.ts";
import { Fragment } from "../fragment.ts";
import { AccessRevoked } from "../kiosk/AccessRevoked.tsx";
import { kiosk } from "../kiosk/kiosk.ts";
import { useObserved } from "../live/observable.ts";
import { h, useEffect } from "../preact.ts";
import { lazy } from "./lazy.tsx";
import { Shell } from "./Shell.tsx";

/** Seen once in the life of a server. */
const { view: FirstRun } = lazy(() => import("../access/FirstRun.tsx"), (module) => module.FirstRun);

export function App() {
  const state = useObserved(session);
  useEffect(() => void loadSession(), []);
  const walled = useObserved(kiosk, (value) => value.on);
  // Nobody stands before it to sign in.
  const screen = addressToken.value !== null && (walled || state.phase === "login");
  switch (state.phase) {
    case "loading":
      return <div class="splash" role="status" aria-label="Loading" />;
    case "failed":
      return (
        <main class="empty">
          <h1>Pulse does not answer</h1>
          <p>{state.message}</p>
          <button type="button" class="button primary" onClick={() => void loadSession()}>Try again</button>
        </main>
      );
    case "firstRun":
      return <FirstRun />;
    case "login":
      return screen ? <AccessRevoked /> : <Login status={state.status} />;
    default:
      return (
        <Fragment>
          {state.phase === "ended" && screen ? <AccessRevoked /> : <Shell />}
          {state.phase === "ended" && !screen && <Login status={state.status} overlay />}
        </Fragment>
      );
  }
}
