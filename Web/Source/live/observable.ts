import { useEffect, useState } from "../preact.ts";

/** A value that tells its listeners when it changes. */
export class Observable<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }

  update(change: (value: T) => T): void {
    this.set(change(this.#value));
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Views that have something to look at when the page is seen again. */
const waiting = new Set<() => void>();

globalThis.document?.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  const looks = [...waiting];
  waiting.clear();
  for (const look of looks) look();
});

/** The part of an observable a view needs; it redraws only when that part changes. A hidden page draws nothing. */
export function useObserved<T, P = T>(observable: Observable<T>, pick: (value: T) => P = (value) => value as unknown as P): P {
  const [part, setPart] = useState<{ value: P }>(() => ({ value: pick(observable.value) }));
  useEffect(() => {
    const look = () => {
      if (document.hidden) return void waiting.add(look);
      const value = pick(observable.value);
      setPart((old) => Object.is(old.value, value) ? old : { value });
    };
    look();
    const release = observable.subscribe(look);
    return () => {
      waiting.delete(look);
      release();
    };
  }, [observable]);
  return part.value;
}
