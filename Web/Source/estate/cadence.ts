/**
 * How often each source renews its resources, learnt from what it sends.
 * Nobody tells the page the poll interval, and it may be ten seconds or an hour.
 */
export class Cadence {
  readonly #sources = new Map<string, { last: number; interval: number | null }>();

  /** Takes note of when a resource of this source was last seen. */
  observe(source: string, lastSeen: number): void {
    const known = this.#sources.get(source);
    if (!known) this.#sources.set(source, { last: lastSeen, interval: null });
    else if (lastSeen > known.last) {
      const gap = lastSeen - known.last;
      // Resources of one round differ by little; only a real step is an interval.
      if (gap >= smallestStep) known.interval = known.interval === null ? gap : Math.max(gap, known.interval * 0.8);
      known.last = lastSeen;
    }
  }

  /** Age in milliseconds from which data is old: three rounds, at least a minute; ten minutes while the rhythm is not known. */
  staleAfter(source: string): number {
    const interval = this.#sources.get(source)?.interval;
    return interval ? Math.max(60_000, 3 * interval) : 600_000;
  }
}

const smallestStep = 2_000;
