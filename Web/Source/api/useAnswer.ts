import { call } from "./client.ts";
import { errorSentence } from "./error.ts";
import { useEffect, useRef, useState } from "../preact.ts";

export interface Answer<T> {
  readonly value: T | null;
  readonly error: string | null;
  readonly reload: () => void;
}

/** An answer of the server, read when the view opens and, where asked for, again and again. */
export function useAnswer<T>(path: string, every?: number): Answer<T> {
  const [state, setState] = useState<{ value: T | null; error: string | null }>({ value: null, error: null });
  const load = useRef(() => {});
  useEffect(() => {
    let open = true;
    load.current = () => {
      call<T | null>("GET", path)
        .then((value) => open && setState({ value: value ?? null, error: null }))
        .catch((failure: unknown) => open && setState((old) => ({ ...old, error: errorSentence(failure) })));
    };
    load.current();
    const timer = every === undefined ? undefined : setInterval(() => !document.hidden && load.current(), every);
    return () => {
      open = false;
      clearInterval(timer);
    };
  }, [path]);
  return { ...state, reload: () => load.current() };
}
