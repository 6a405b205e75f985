import { getJson } from "../api/client.ts";
import { errorSentence } from "../api/error.ts";
import { onLive } from "../live/live.ts";
import { useEffect, useRef, useState } from "../preact.ts";
import type { ConnectionRecord, PollHealth } from "./connection.ts";

const reloadEvery = 10_000;

export interface Connections {
  readonly records: readonly ConnectionRecord[] | null;
  readonly polls: readonly PollHealth[];
  readonly error: string | null;
}

/** Connections and how their polls go; read again every 10 s and whenever the server says that they changed. */
export function useConnections(): Connections & { readonly reload: () => void } {
  const [state, setState] = useState<Connections>({ records: null, polls: [], error: null });
  const load = useRef(() => {});
  load.current = () => {
    if (document.hidden) return;
    getJson<readonly ConnectionRecord[]>("/api/config/nodes")
      .then((records) => setState((old) => ({ ...old, records, error: null })))
      .catch((failure: unknown) => setState((old) => ({ ...old, error: errorSentence(failure) })));
    // Who may not see the schedule sees the connections without it.
    getJson<{ instances?: readonly PollHealth[] }>("/api/monitoring/scheduler/health")
      .then((answer) => setState((old) => ({ ...old, polls: answer.instances ?? [] })))
      .catch(() => {});
  };
  useEffect(() => {
    load.current();
    const timer = setInterval(() => load.current(), reloadEvery);
    const release = onLive((type) => /^node(s|_)/.test(type) && load.current());
    return () => {
      clearInterval(timer);
      release();
    };
  }, []);
  return { ...state, reload: () => load.current() };
}
