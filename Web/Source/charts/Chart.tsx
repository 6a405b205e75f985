import { useObserved } from "../live/observable.ts";
import { h, useLayoutEffect, useMemo, useRef, useState } from "../preact.ts";
import { effectiveTheme } from "../shell/theme.ts";
import { ChartMenu } from "./ChartMenu.tsx";
import { ChartTable } from "./ChartTable.tsx";
import { type Box, drawChart, type Frame, placeX, plotBox, prepare } from "./draw.ts";
import { inkOf } from "./ink.ts";
import { axisLabel, sentence } from "./labels.ts";
import { Legend } from "./Legend.tsx";
import { type ChartLine, ownLines, picked, withoutHidden } from "./line.ts";
import { MarkRow } from "./MarkRow.tsx";
import { type Mark, withinSpan } from "./marks.ts";
import { picture } from "./picture.ts";
import { type Unit, valueScale } from "./scale.ts";
import { typicalStep } from "./series.ts";
import type { Span } from "./span.ts";
import { Statistics } from "./Statistics.tsx";
import { chartCsv } from "./table.ts";
import { usePointed } from "./usePointed.ts";
import { useReading } from "./useReading.ts";
import { useWidth } from "./useWidth.ts";

const height = 132;
const noBox: Box = { left: 0, top: 0, right: 0, bottom: 0 };
const noMarks: readonly Mark[] = [];

/** A time chart: lines with their bands, gaps where nothing was measured, marks of what happened, one cross-line shared with its neighbours. */
export function Chart({ title, subject = "", unit, lines, start, end, empty, marks = noMarks, compared = "", note = "", zoomed = false, onZoom }: {
  title: string;
  /** What it is of, for a picture or file that leaves the page. */
  subject?: string;
  unit: Unit;
  lines: readonly ChartLine[];
  start: number;
  end: number;
  /** Why there is nothing to show. */
  empty: string;
  marks?: readonly Mark[];
  /** What the ghosts are of: "a day earlier". */
  compared?: string;
  /** What else the values say. */
  note?: string;
  /** What is shown is a chosen part. */
  zoomed?: boolean;
  /** A part was chosen, by dragging or keys; `null` goes back to the whole. */
  onZoom?: (span: Span | null) => void;
}) {
  const figure = useRef<HTMLElement>(null), canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(figure);
  const theme = useObserved(effectiveTheme);
  const box = useRef<Box>(noBox);
  const [left, setLeft] = useState(0);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [asTable, setAsTable] = useState(false);
  const shown = useMemo(() => withoutHidden(lines, hidden), [lines, hidden]);
  const own = useMemo(() => ownLines(shown), [shown]);

  const frame = useMemo((): Frame => {
    let low = Infinity, high = -Infinity;
    for (const line of shown) {
      for (const value of line.series.lows) if (value < low) low = value;
      for (const value of line.series.highs) if (value > high) high = value;
    }
    return { start, end, scale: valueScale(unit, low, high), label: (value) => axisLabel(unit, value) };
  }, [shown, start, end, unit]);

  const reach = useMemo(() => Math.max(...own.map((line) => typicalStep(line.series.times) * 1.5), 1000), [own]);
  const hasData = ownLines(lines).some((line) => line.series.times.length > 0);
  const drawn = hasData && !asTable;
  const words = useMemo(() => sentence(own, unit), [own, unit]);
  const times = own.find((line) => line.series.times.length > 0)?.series.times;
  const { drag, handlers } = useReading({ box, frame, times, zoomed, onZoom });
  const inside = useMemo(() => withinSpan(marks, start, end), [marks, start, end]);
  const name = subject ? `${subject}, ${title}` : title;

  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element || width === 0 || !drawn) return;
    const context = prepare(element, width, height);
    if (!context) return;
    const ink = inkOf(element, shown, inside);
    box.current = plotBox(context, width, height, frame, ink);
    setLeft(box.current.left);
    drawChart(context, box.current, frame, ink.lines, ink, ink.bands);
  }, [frame, shown, inside, width, theme, drawn]);

  const { line, legend } = usePointed({ box, frame, unit, lines: own, reach }, [frame, own, width, theme, drawn]);

  const asPicture = () => {
    if (!canvas.current) return null;
    const ink = inkOf(canvas.current, shown.filter((each) => !hidden.has(each.name)), inside);
    return picture(name, own.filter((each) => !hidden.has(each.name)).map((each) => each.name), ink, frame, width, height);
  };

  return (
    <figure class="chart" ref={figure}>
      <figcaption class="chart-head">
        <span class="chart-title">{title}</span>
        <Legend lines={ownLines(lines)} hidden={hidden} unit={unit} place={legend} onPick={(line, toggle) => setHidden(picked(ownLines(lines).map((each) => each.name), hidden, line, toggle))} />
        {hasData && <ChartMenu title={name} picture={asPicture} csv={() => chartCsv(shown, unit)} table={asTable} onTable={setAsTable} />}
      </figcaption>
      {drawn && (
        <div class="chart-area">
          <div
            class="chart-plot"
            tabIndex={0}
            role="img"
            aria-label={`${title}. ${words}${inside.length > 0 ? ` ${inside.length === 1 ? "One event is" : `${inside.length} events are`} marked.` : ""} Use the arrow keys to read single values.`}
            title={zoomed && onZoom ? "Double click shows the whole range" : undefined}
            {...handlers}
          >
            <canvas ref={canvas} aria-hidden="true" />
            <span ref={line} class="chart-cursor" style={dots(own)} />
            {drag && <Chosen box={box.current ?? noBox} frame={frame} span={drag} />}
          </div>
          {inside.length > 0 && <MarkRow marks={inside} start={start} end={end} left={left} right={6} width={width} />}
        </div>
      )}
      {hasData && asTable && <ChartTable title={title} lines={shown} unit={unit} />}
      {!hasData && <p class="chart-empty">{empty}</p>}
      <Statistics lines={shown} unit={unit} compared={compared} />
      {note && hasData && <p class="chart-note">{note}</p>}
    </figure>
  );
}

/** A dot for each line, then the cross-line. */
function dots(lines: readonly ChartLine[]) {
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
