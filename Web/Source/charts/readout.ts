/** What a chart can show of the moment that is pointed at. */
export interface Parts {
  /** The cross-line alone. */
  readonly line: () => void;
  /** The cross-line with the values. */
  readonly values: () => void;
  /** Whether this chart is the one under the pointer. */
  readonly pointedAt: () => boolean;
}

/** Nobody reads the numbers of a chart elsewhere while the pointer moves: they follow this much later, milliseconds. */
const later = 120;

/**
 * When a chart shows what: its cross-line at once; its numbers at once where the pointer is, and a moment later in the
 * other charts; out of view nothing.
 */
export class Readout {
  #seen = true;
  #timer: number | undefined;

  constructor(private readonly parts: Parts) {}

  show(): void {
    this.end();
    this.parts.values();
  }

  follow(): void {
    if (!this.#seen) return;
    if (this.parts.pointedAt()) return this.show();
    this.parts.line();
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.parts.values();
    }, later);
  }

  see(seen: boolean): void {
    this.#seen = seen;
    if (seen) this.show();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
