/** A stretch of time, milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Nothing shorter can be chosen: points are ten seconds apart. */
export const shortestSpan = 60_000;

/** The nearest moment inside a frame. */
export function held(moment: number, frame: { readonly start: number; readonly end: number }): number {
  return Math.min(frame.end, Math.max(frame.start, moment));
}

/** A chosen span at least as long as can be read, around the same middle. */
export function readable(span: Span): Span {
  const length = Math.max(shortestSpan, span.to - span.from);
  const middle = (span.from + span.to) / 2;
  return { from: Math.round(middle - length / 2), to: Math.round(middle + length / 2) };
}

/** Half as long, around a moment. */
export function zoomedIn(span: Span, around: number | null): Span {
  const middle = around ?? (span.from + span.to) / 2, quarter = (span.to - span.from) / 4;
  return readable({ from: middle - quarter, to: middle + quarter });
}

/** The same length, later or earlier by a share of it. */
export function moved(span: Span, share: number): Span {
  const by = (span.to - span.from) * share;
  return { from: Math.round(span.from + by), to: Math.round(span.to + by) };
}
