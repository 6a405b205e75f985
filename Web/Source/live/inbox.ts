/** A longer text is parsed beside the page, characters. */
export const largeText = 1_048_576;

/**
 * Texts from the server in the order they came. They are handed on parsed and all at once; a large one is parsed elsewhere,
 * and those behind it wait for it.
 */
export class Inbox {
  #texts: string[] = [];
  /** Grows with `clear`: what was parsed for an earlier connection is not taken. */
  #generation = 0;
  #parsing = false;

  /** `parseApart` answers `null` for what is no JSON. */
  constructor(private readonly parseApart: (text: string) => Promise<unknown>, private readonly take: (messages: readonly unknown[]) => void) {}

  get length(): number {
    return this.#texts.length;
  }

  add(text: string): void {
    this.#texts.push(text);
  }

  /** Hands on what can be, up to the next large text. */
  flush(): void {
    if (this.#parsing) return;
    const end = this.#texts.findIndex((text) => text.length > largeText);
    const small = this.#texts.splice(0, end < 0 ? this.#texts.length : end);
    if (small.length > 0) this.take(small.map(parse));
    if (end >= 0) this.#large(this.#texts.shift() ?? "");
  }

  clear(): void {
    this.#texts = [];
    this.#parsing = false;
    this.#generation += 1;
  }

  #large(text: string): void {
    const generation = this.#generation;
    this.#parsing = true;
    void this.parseApart(text).then((message) => {
      if (generation !== this.#generation) return;
      this.#parsing = false;
      this.take([message]);
      this.flush();
    });
  }
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
