/** Turns counters that only grow into rates, from the two newest readings of each name. */
export class CounterRates {
  readonly #last = new Map<string, { value: number; at: number; rate: number | null }>();

  /** The rate per second after this reading; `null` until two readings are known or after a reset. */
  take(name: string, value: number | undefined, at: number): number | null {
    if (value === undefined) return null;
    const old = this.#last.get(name);
    if (old && at <= old.at) return old.rate;
    const rate = old && value >= old.value ? (value - old.value) * 1000 / (at - old.at) : null;
    this.#last.set(name, { value, at, rate });
    return rate;
  }
}
