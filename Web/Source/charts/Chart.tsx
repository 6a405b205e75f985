import { Fragment } from "../fragment.ts";
import { bytes, rate } from "../format/bytes.ts";
import { exactPercent } from "../format/number.ts";
import { clockTime } from "../format/time.ts";
import { useObserved } from "../live/observable.ts";
import { h, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../preact.ts";
import { effectiveTheme } from "../shell/theme.ts";
import { cursor } from "./cursor.ts";
import { type Box, drawChart, drawCursor, type Frame, type Line, momentAt, plotBox, prepare } from "./draw.ts";
import { type Unit, valueScale } from "./scale.ts";
import { nearest, type Series, summarise, typicalStep } from "./series.ts";

export interface ChartLine {
  readonly name: string;
  readonly series: Series;
  /** Colour token, e.g. `--series-cpu`. */
  readonly token: string;
  readonly dashed?: boolean;
}

export function valueLabel(unit: Unit, value: number): string {
  switch (unit) {
    case "percent":
      return exactPercent(value);
    case "bytes":
      return bytes(value);
    case "rate":
      return rate(value);
    case "celsius":
      return `${value.toFixed(1)} °C`;
    case "number":
      return value.toFixed(2);
  }
}

function axisLabel(unit: Unit, value: number): string {
  switch (unit) {
    case "percent":
      return `${trimmed(value)}%`;
    case "bytes":
    case "rate":
      return bytes(value).replace(/\.0+ /, " ").replace(/(\.\d)0 /, "$1 ") + (unit === "rate" && value >= 1 ? "/s" : "");
    case "celsius":
      return `${trimmed(value)}°`;
    case "number":
      return trimmed(value);
  }
}

function trimmed(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A time chart: lines with their bands, gaps where nothing was measured, one cross-line shared with its neighbours. */
export function Chart({ title, unit, lines, start, end, empty }: {
  title: string;
  unit: Unit;
  lines: readonly ChartLine[];
  start: number;
  end: number;
  empty: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(canvas);
  const theme = useObserved(effectiveTheme);
  const moment = useObserved(cursor);
  const height = 132;
  const box = useRef<Box>({ left: 0, top: 0, right: 0, bottom: 0 });

  const frame = useMemo((): Frame => {
    let low = Infinity, high = -Infinity;
    for (const line of lines) {
      for (const value of line.series.lows) if (value < low) low = value;
      for (const value of line.series.highs) if (value > high) high = value;
    }
    return { start, end, scale: valueScale(unit, low, high), label: (value) => axisLabel(unit, value) };
  }, [lines, start, end, unit]);

  const reach = useMemo(() => Math.max(...lines.map((line) => typicalStep(line.series.times) * 1.5), 1000), [lines]);
  const picked = moment === null ? null : lines.map((line) => nearest(line.series.times, moment, reach));
  const hasData = lines.some((line) => line.series.times.length > 0);

  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element || width === 0 || !hasData) return;
    const context = prepare(element, width, height);
    if (!context) return;
    const style = getComputedStyle(element);
    const token = (name: string) => style.getPropertyValue(name).trim();
    const ink = { grid: token("--grid"), text: token("--text-muted"), font: `11px ${style.fontFamily}` };
    const place = plotBox(context, width, height, frame, ink);
    box.current = place;
    const drawn = lines.map((line): Line => ({ series: line.series, colour: token(line.token), dashed: line.dashed ?? false }));
    drawChart(context, place, frame, drawn, ink);
    if (moment !== null && picked) {
      const dots = drawn.flatMap((line, index) => {
        const value = line.series.values[picked[index] ?? -1];
        return value === undefined ? [] : [{ value, colour: line.colour }];
      });
      drawCursor(context, place, frame, moment, dots, token("--text-muted"));
    }
  }, [frame, lines, width, theme, moment]);

  const point = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const at = momentAt(box.current, frame, x);
    cursor.set(at >= start && at <= end ? at : null);
  };
  const step = (event: KeyboardEvent) => {
    const times = lines.find((line) => line.series.times.length > 0)?.series.times;
    if (!times || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
    event.preventDefault();
    event.stopPropagation();
    const current = moment === null ? times.length : nearest(times, moment, Infinity);
    const next = Math.min(times.length - 1, Math.max(0, current + (event.key === "ArrowLeft" ? -1 : 1)));
    cursor.set(times[next] ?? null);
  };

  return (
    <figure class="chart">
      <figcaption class="chart-head">
        <span class="chart-title">{title}</span>
        <span class="chart-legend">
          {moment !== null && <span class="chart-time">{clockTime(moment)}</span>}
          {lines.map((line, index) => {
            const at = picked ? picked[index] ?? -1 : line.series.values.length - 1;
            const value = line.series.values[at];
            return (
              <span class="legend-item" key={line.name}>
                <i class={`swatch ${line.token.slice(2)} ${line.dashed ? "dashed" : ""}`} />
                {lines.length > 1 && <span class="legend-name">{line.name}</span>}
                <b>{value === undefined ? "—" : valueLabel(unit, value)}</b>
              </span>
            );
          })}
        </span>
      </figcaption>
      {hasData
        ? (
          <div
            class="chart-plot"
            tabIndex={0}
            role="img"
            aria-label={`${title}. ${sentence(lines, unit)} Use the arrow keys to read single values.`}
            onPointerMove={point}
            onPointerDown={point}
            onPointerLeave={() => cursor.set(null)}
            onBlur={() => cursor.set(null)}
            onKeyDown={step}
          >
            <canvas ref={canvas} aria-hidden="true" />
          </div>
        )
        : <p class="chart-empty" ref={canvas}>{empty}</p>}
      <Range lines={lines} unit={unit} />
    </figure>
  );
}

/** Lowest, mean and highest of the shown range, in words for everybody. */
function Range({ lines, unit }: { lines: readonly ChartLine[]; unit: Unit }) {
  const single = lines.length === 1 && lines[0] ? summarise(lines[0].series) : null;
  if (!single) return null;
  return (
    <p class="chart-range">
      <Fragment>
        min {valueLabel(unit, single.low)} · avg {valueLabel(unit, single.average)} · max {valueLabel(unit, single.high)}
      </Fragment>
    </p>
  );
}

function sentence(lines: readonly ChartLine[], unit: Unit): string {
  return lines.map((line) => {
    const summary = summarise(line.series);
    if (!summary) return `${line.name}: no data.`;
    const label = (value: number) => valueLabel(unit, value);
    return `${line.name}: last ${label(summary.last)}, lowest ${label(summary.low)}, average ${label(summary.average)}, highest ${label(summary.high)}.`;
  }).join(" ");
}

function useWidth(ref: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current?.parentElement;
    if (!element) return;
    const observer = new ResizeObserver((entries) => setWidth(Math.floor(entries[0]?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref.current?.parentElement]);
  return width;
}
