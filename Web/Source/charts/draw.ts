import { axisTime, zoneOffset } from "../format/time.ts";
import { type Scale, timeTicks } from "./scale.ts";
import { segments, type Series } from "./series.ts";

export interface Line {
  readonly series: Series;
  readonly colour: string;
  readonly dashed?: boolean;
  /** Of an earlier time: behind the others, thin, without its band. */
  readonly ghost?: boolean;
}

/** A stretch of time that is shaded. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly colour: string;
}

export interface Frame {
  readonly start: number;
  readonly end: number;
  readonly scale: Scale;
  readonly label: (value: number) => string;
}

export interface Ink {
  readonly grid: string;
  readonly text: string;
  readonly font: string;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Sizes the canvas for the screen's pixels and gives its context in CSS pixels, cleared. */
export function prepare(canvas: HTMLCanvasElement, width: number, height: number, ratio = globalThis.devicePixelRatio || 1): CanvasRenderingContext2D | null {
  const context = canvas.getContext("2d");
  if (!context) return null;
  const wide = Math.round(width * ratio), high = Math.round(height * ratio);
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** The plot's place inside the canvas: room for value labels on the left and times below. */
export function plotBox(context: CanvasRenderingContext2D, width: number, height: number, frame: Frame, ink: Ink): Box {
  context.font = ink.font;
  const widest = Math.max(...frame.scale.ticks.map((tick) => context.measureText(frame.label(tick)).width));
  return { left: Math.ceil(widest) + 10, top: 8, right: width - 6, bottom: height - 20 };
}

export function drawChart(context: CanvasRenderingContext2D, box: Box, frame: Frame, lines: readonly Line[], ink: Ink, bands: readonly Band[] = []): void {
  drawGrid(context, box, frame, ink);
  context.save();
  context.beginPath();
  context.rect(box.left, box.top - 1, box.right - box.left + 1, box.bottom - box.top + 2);
  context.clip();
  for (const band of bands) drawBand(context, box, frame, band);
  const own = lines.filter((line) => !line.ghost);
  for (const line of lines) if (line.ghost) drawGhost(context, box, frame, line);
  for (const line of own) drawLine(context, box, frame, line, own.length === 1);
  context.restore();
}

function drawBand(context: CanvasRenderingContext2D, box: Box, frame: Frame, { from, to, colour }: Band): void {
  const left = placeX(box, frame, from), wide = Math.max(1, placeX(box, frame, to) - left);
  context.fillStyle = colour;
  context.globalAlpha = 0.13;
  context.fillRect(left, box.top, wide, box.bottom - box.top);
  context.globalAlpha = 1;
  context.fillRect(left, box.bottom - 2, wide, 2);
}

function drawGhost(context: CanvasRenderingContext2D, box: Box, frame: Frame, line: Line): void {
  const { times, values } = line.series;
  context.strokeStyle = line.colour;
  context.globalAlpha = 0.65;
  context.lineWidth = 1;
  context.setLineDash([2, 3]);
  for (const [first, last] of segments(times)) {
    path(context, box, frame, times, values, first, last);
    context.stroke();
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function drawGrid(context: CanvasRenderingContext2D, box: Box, frame: Frame, ink: Ink): void {
  context.font = ink.font;
  context.lineWidth = 1;
  context.strokeStyle = ink.grid;
  context.fillStyle = ink.text;
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const tick of frame.scale.ticks) {
    const y = Math.round(placeY(box, frame, tick)) + 0.5;
    stroke(context, box.left, y, box.right, y);
    context.fillText(frame.label(tick), box.left - 6, y);
  }
  const { step, ticks } = timeTicks(frame.start, frame.end, box.right - box.left, zoneOffset(frame.end));
  context.textBaseline = "alphabetic";
  context.textAlign = "center";
  for (const tick of ticks) {
    const x = placeX(box, frame, tick);
    const text = axisTime(tick, step);
    const half = context.measureText(text).width / 2;
    if (x - half < box.left - 4 || x + half > box.right + 4) continue;
    stroke(context, Math.round(x) + 0.5, box.bottom, Math.round(x) + 0.5, box.bottom + 3);
    context.fillText(text, x, box.bottom + 15);
  }
}

function drawLine(context: CanvasRenderingContext2D, box: Box, frame: Frame, line: Line, filled: boolean): void {
  const { times, values, lows, highs } = line.series;
  for (const [first, last] of segments(times)) {
    if (first === last) {
      context.fillStyle = line.colour;
      context.beginPath();
      context.arc(placeX(box, frame, times[first] ?? 0), placeY(box, frame, values[first] ?? 0), 1.75, 0, 7);
      context.fill();
      continue;
    }
    // Band between lowest and highest of each step.
    context.fillStyle = line.colour;
    context.globalAlpha = 0.2;
    context.beginPath();
    for (let index = first; index <= last; index += 1) context.lineTo(placeX(box, frame, times[index] ?? 0), placeY(box, frame, highs[index] ?? 0));
    for (let index = last; index >= first; index -= 1) context.lineTo(placeX(box, frame, times[index] ?? 0), placeY(box, frame, lows[index] ?? 0));
    context.fill();
    if (filled) {
      const shade = context.createLinearGradient(0, box.top, 0, box.bottom);
      shade.addColorStop(0, line.colour);
      // The same colour without opacity; "transparent" would be black without opacity.
      shade.addColorStop(1, `${line.colour}00`);
      context.fillStyle = shade;
      context.globalAlpha = 0.22;
      path(context, box, frame, times, values, first, last);
      context.lineTo(placeX(box, frame, times[last] ?? 0), box.bottom);
      context.lineTo(placeX(box, frame, times[first] ?? 0), box.bottom);
      context.fill();
    }
    context.globalAlpha = 1;
    context.strokeStyle = line.colour;
    context.lineWidth = 1.5;
    context.lineJoin = "round";
    context.setLineDash(line.dashed ? [5, 3] : []);
    path(context, box, frame, times, values, first, last);
    context.stroke();
    context.setLineDash([]);
  }
}

function path(context: CanvasRenderingContext2D, box: Box, frame: Frame, times: Float64Array, values: Float64Array, first: number, last: number) {
  context.beginPath();
  for (let index = first; index <= last; index += 1) context.lineTo(placeX(box, frame, times[index] ?? 0), placeY(box, frame, values[index] ?? 0));
}

export function placeX(box: Box, frame: Frame, moment: number): number {
  return box.left + (moment - frame.start) / (frame.end - frame.start || 1) * (box.right - box.left);
}

export function momentAt(box: Box, frame: Frame, x: number): number {
  return frame.start + (x - box.left) / (box.right - box.left || 1) * (frame.end - frame.start);
}

export function placeY(box: Box, frame: Frame, value: number): number {
  const { low, high } = frame.scale;
  return box.bottom - (value - low) / (high - low || 1) * (box.bottom - box.top);
}

function stroke(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
