import { drawChart, type Frame, plotBox, prepare } from "./draw.ts";
import type { ChartInk } from "./ink.ts";

/** Pixels of a picture for each of the page: sharp also where it is enlarged. */
const sharpness = 2;
const head = 48, margin = 14;

/** A chart as a picture that stands alone: its title, the names of its lines and the plot. */
export function picture(title: string, names: readonly string[], ink: ChartInk, frame: Frame, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const context = prepare(canvas, width + 2 * margin, height + head + margin, sharpness);
  if (!context) return canvas;
  context.fillStyle = ink.background;
  context.fillRect(0, 0, width + 2 * margin, height + head + margin);
  context.fillStyle = ink.title;
  context.font = ink.font.replace(/^\S+/, "600 13px");
  context.fillText(title, margin, 22);
  context.font = ink.font;
  let x = margin;
  names.forEach((name, index) => {
    context.fillStyle = ink.lines[index]?.colour ?? ink.text;
    context.fillRect(x, 34, 12, 3);
    context.fillStyle = ink.text;
    context.fillText(name, x + 17, 39);
    x += 17 + context.measureText(name).width + 16;
  });
  context.translate(margin, head);
  drawChart(context, plotBox(context, width, height, frame, ink), frame, ink.lines, ink, ink.bands);
  return canvas;
}
