/** A stretch of time, milliseconds. */
interface Span {
  readonly from: number;
  readonly to: number;
}

let shown: (() => Span) | null = null;

/** Charts tell which time they show, so that a copied address means the same later. Answers how to take it back. */
export function tellShownSpan(read: () => Span): () => void {
  shown = read;
  return () => {
    if (shown === read) shown = null;
  };
}

/** The address of what is shown, with the time of its charts. */
export function lastingAddress(address: string): string {
  if (!shown) return address;
  const lasting = new URL(address), { from, to } = shown();
  lasting.searchParams.set("from", String(Math.round(from)));
  lasting.searchParams.set("to", String(Math.round(to)));
  return lasting.href;
}
