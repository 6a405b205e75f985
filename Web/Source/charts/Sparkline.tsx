import { useObserved } from "../live/observable.ts";
import { h, useLayoutEffect, useRef } from "../preact.ts";
import { effectiveTheme } from "../shell/theme.ts";
import { prepare } from "./draw.ts";
import { segments, type Series } from "./series.ts";

/** A word-sized line: shape, no axis. The number beside it is the last value. */
export function Sparkline({ series, token, high, width = 64, height = 20 }: {
  series: Series;
  token: string;
  /** Top of the scale; the line starts at 0. */
  high: number;
  width?: number;
  height?: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useObserved(effectiveTheme);
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element && prepare(element, width, height);
    if (!context) return;
    const { times, values } = series;
    const start = times[0] ?? 0, span = (times[times.length - 1] ?? 1) - start || 1;
    const x = (index: number) => 1 + ((times[index] ?? 0) - start) / span * (width - 2);
    const y = (index: number) => height - 1.5 - Math.min(1, (values[index] ?? 0) / (high || 1)) * (height - 3);
    const colour = getComputedStyle(element).getPropertyValue(token).trim();
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = 1.25;
    context.lineJoin = "round";
    for (const [first, last] of segments(times)) {
      context.beginPath();
      for (let index = first; index <= last; index += 1) context.lineTo(x(index), y(index));
      context.stroke();
      context.lineTo(x(last), height);
      context.lineTo(x(first), height);
      context.globalAlpha = 0.12;
      context.fill();
      context.globalAlpha = 1;
    }
  }, [series, theme, width, height, high]);
  return <canvas class="sparkline" ref={canvas} width={width} height={height} aria-hidden="true" />;
}
