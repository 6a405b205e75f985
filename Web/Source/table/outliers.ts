/** From which value on a figure stands out among those of other rows, and strongly. */
export interface OutlierLimits {
  readonly medium: number;
  readonly strong: number;
}

const fewest = 4;

/** By the modified z-score (0.6745 × distance from the median / median distance): from 5.5 in the top 3 %, strongly from 6.5 in the top 1 %. Of a few values only the highest stands out. */
export function outlierLimits(values: readonly (number | null)[]): OutlierLimits | null {
  const known = Float64Array.from(values.filter((value) => value !== null)).sort();
  const highest = known.at(-1) ?? 0;
  if (highest <= 0 || known.length < 2) return null;
  if (known.length < fewest) return known.at(-2) === highest ? null : { medium: highest, strong: Infinity };
  const median = quantile(known, 0.5);
  const distances = known.map((value) => Math.abs(value - median)).sort();
  const middle = quantile(distances, 0.5);
  // Where most values are the same, the mean distance tells how far is far.
  const unit = middle > 0 ? middle / 0.6745 : 1.2533 * distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  if (unit === 0) return null;
  const from = (score: number, share: number) => Math.max(median + score * unit, quantile(known, share));
  return { medium: from(5.5, 0.97), strong: from(6.5, 0.99) };
}

/** Between the two nearest of sorted values. */
function quantile(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share, below = Math.floor(at);
  const low = sorted[below] ?? 0, high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return low + (high - low) * (at - below);
}
