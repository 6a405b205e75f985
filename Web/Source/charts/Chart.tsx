import { useObserved } from "../live/observable.ts";
import { h, useLayoutEffect, useMemo, useRef } from "../preact.ts";
import { effectiveTheme } from "../shell/theme.ts";
import { type Box, drawChart, type Frame, type Line, placeX, plotBox, prepare } from "./draw.ts";
import { axisLabel, sentence, valueLabel } from "./labels.ts";
import { type Unit, valueScale } from "./scale.ts";
import { type Series, summarise, typicalStep } from "./series.ts";
import type { Span } from "./span.ts";
import { usePointed } from "./usePointed.ts";
import { useReading } from "./useReading.ts";
import { useWidth } from "./useWidth.ts";

export interface ChartLine {
  readonly name: string;
  readonly series: Series;
  /** Colour token, e.g. `--series-cpu`. */
  readonly token: string;
  readonly dashed?: boolean;
}

const height = 132;
const noBox: Box = { left: 0, top: 0, right: 0, bottom: 0 };

/** A time chart: lines with their bands, gaps where nothing was measured, one cross-line shared with its neighbours. */
export function Chart({ title, unit, lines, start, end, empty, zoomed = false, onZoom }: {
  title: string;
  unit: Unit;
  lines: readonly ChartLine[];
  start: number;
  end: number;
  empty: string;
  /** What is shown is a chosen part. */
  zoomed?: boolean;
  /** A part was chosen, by dragging or keys; `null` goes back to the whole. */
  onZoom?: (span: Span | null) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(canvas);
  const theme = useObserved(effectiveTheme);
  const box = useRef<Box>(noBox);

  const frame = useMemo((): Frame => {
    let low = Infinity, high = -Infinity;
    for (const line of lines) {
      for (const value of line.series.lows) if (value < low) low = value;
      for (const value of line.series.highs) if (value > high) high = value;
    }
    return { start, end, scale: valueScale(unit, low, high), label: (value) => axisLabel(unit, value) };
  }, [lines, start, end, unit]);

  const reach = useMemo(() => Math.max(...lines.map((line) => typicalStep(line.series.times) * 1.5), 1000), [lines]);
  const hasData = lines.some((line) => line.series.times.length > 0);
  const words = useMemo(() => sentence(lines, unit), [lines, unit]);
  const times = lines.find((line) => line.series.times.length > 0)?.series.times;
  const { drag, handlers } = useReading({ box, frame, times, zoomed, onZoom });

  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element || width === 0 || !hasData) return;
    const context = prepare(element, width, height);
    if (!context) return;
    const style = getComputedStyle(element);
    const token = (name: string) => style.getPropertyValue(name).trim();
    const ink = { grid: token("--grid"), text: token("--text-muted"), font: `11px ${style.fontFamily}` };
    box.current = plotBox(context, width, height, frame, ink);
    const drawn = lines.map((line): Line => ({ series: line.series, colour: token(line.token), dashed: line.dashed ?? false }));
    drawChart(context, box.current, frame, drawn, ink);
  }, [frame, lines, width, theme]);

  const { line, legend } = usePointed({ box, frame, unit, lines, reach }, [frame, lines, width, theme, hasData]);

  return (
    <figure class="chart">
      <figcaption class="chart-head">
        <span class="chart-title">{title}</span>
        <span class={`chart-legend ${unit}`} ref={legend}>
          <span><span class="chart-time" hidden /></span>
          {lines.map((line) => (
            <span class="legend-item" key={line.name}>
              <i class={`swatch ${line.token.slice(2)} ${line.dashed ? "dashed" : ""}`} />
              {lines.length > 1 && <span class="legend-name">{line.name}</span>}
              <b />
            </span>
          ))}
        </span>
      </figcaption>
      {hasData
        ? (
          <div
            class="chart-plot"
            tabIndex={0}
            role="img"
            aria-label={`${title}. ${words} Use the arrow keys to read single values.`}
            title={onZoom ? (zoomed ? "Double click shows the whole range" : undefined) : undefined}
            {...handlers}
          >
            <canvas ref={canvas} aria-hidden="true" />
            <span ref={line} class="chart-cursor" style={marks(lines)} />
            {drag && <Chosen box={box.current ?? noBox} frame={frame} span={drag} />}
          </div>
        )
        : <p class="chart-empty" ref={canvas}>{empty}</p>}
      <Extremes lines={lines} unit={unit} />
    </figure>
  );
}

/** A dot for each line, then the cross-line. */
function marks(lines: readonly ChartLine[]) {
  return {
    backgroundImage: [...lines.map(({ token }) => `radial-gradient(circle closest-side, var(${token}) 85%, transparent)`), "linear-gradient(var(--text-muted), var(--text-muted))"].join(),
    // The room of the axes stays free: 8 px above, 20 below.
    backgroundSize: [...lines.map(() => "7px 7px"), "1px calc(100% - 28px)"].join(),
  };
}

/** The part that is being chosen. */
function Chosen({ box, frame, span }: { box: Box; frame: Frame; span: Span }) {
  const left = placeX(box, frame, Math.min(span.from, span.to)), right = placeX(box, frame, Math.max(span.from, span.to));
  return <span class="chart-chosen" style={{ left: `${left}px`, width: `${right - left}px`, top: `${box.top}px`, height: `${box.bottom - box.top}px` }} />;
}

/** Lowest, mean and highest of the shown range, in words for everybody. */
function Extremes({ lines, unit }: { lines: readonly ChartLine[]; unit: Unit }) {
  const single = useMemo(() => lines.length === 1 && lines[0] ? summarise(lines[0].series) : null, [lines]);
  if (!single) return null;
  return <p class="chart-range">min {valueLabel(unit, single.low)} · avg {valueLabel(unit, single.average)} · max {valueLabel(unit, single.high)}</p>;
}
