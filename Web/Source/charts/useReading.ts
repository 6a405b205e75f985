import { type Ref, useRef, useState } from "../preact.ts";
import { cursor, pointAt } from "./cursor.ts";
import { type Box, type Frame, momentAt } from "./draw.ts";
import { nearest } from "./series.ts";
import { held, moved, type Span, zoomedIn } from "./span.ts";

/** Chosen less wide than this, in pixels, it was a click. */
const shortestDrag = 6;

/** A finger that rests this long reads, and no longer scrolls, milliseconds. */
const pressTime = 350;

/** Reading a chart by pointer and keyboard, and choosing a part of it where `onZoom` is given. */
export function useReading({ box, frame, times, zoomed, onZoom }: {
  box: Ref<Box>;
  frame: Frame;
  /** Where the arrow keys stop. */
  times: Float64Array | undefined;
  zoomed: boolean;
  onZoom: ((span: Span | null) => void) | undefined;
}) {
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number; readonly x: number } | null>(null);
  const place = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    return { x, at: box.current ? momentAt(box.current, frame, x) : frame.start };
  };
  const point = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const { at } = place(event);
    if (drag) setDrag({ ...drag, to: held(at, frame) });
    pointAt(at >= frame.start && at <= frame.end ? at : null, event.currentTarget);
  };
  const finger = useRef<{ timer: number; reads: boolean } | null>(null);
  const lift = () => {
    clearTimeout(finger.current?.timer);
    finger.current = null;
  };
  const rest = () => {
    lift();
    finger.current = { timer: setTimeout(() => finger.current && (finger.current.reads = true), pressTime), reads: false };
  };
  const press = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    point(event);
    if (event.pointerType === "touch") rest();
    // A finger reads and scrolls; choosing a part is for pointers that can hover.
    if (!onZoom || event.button !== 0 || event.pointerType === "touch") return;
    const { x, at } = place(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ from: held(at, frame), to: held(at, frame), x });
  };
  const release = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (!drag) return;
    setDrag(null);
    if (Math.abs(place(event).x - drag.x) >= shortestDrag) onZoom?.({ from: Math.min(drag.from, drag.to), to: Math.max(drag.from, drag.to) });
  };
  const span = { from: frame.start, to: frame.end };
  const keys: Readonly<Record<string, () => void>> = {
    ...onZoom && {
      "+": () => onZoom(zoomedIn(span, cursor.value)),
      ...zoomed && { "-": () => onZoom(null), "0": () => onZoom(null) },
    },
  };
  const key = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const arrow = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (arrow !== 0 && event.shiftKey && onZoom) onZoom(moved(span, arrow / 2));
    else if (arrow !== 0 && times) {
      const moment = cursor.value;
      const current = moment === null ? times.length : nearest(times, moment, Infinity);
      pointAt(times[Math.min(times.length - 1, Math.max(0, current + arrow))] ?? null, event.currentTarget);
    } else if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    else keys[event.key]?.();
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    drag,
    handlers: {
      onPointerMove: point,
      onPointerDown: press,
      onPointerUp: (event: PointerEvent & { currentTarget: HTMLElement }) => {
        lift();
        release(event);
      },
      onPointerCancel: () => {
        lift();
        setDrag(null);
        pointAt(null);
      },
      // Refusing the move keeps the page still; the values follow the finger. In small letters: a browser without touch does not know the other name.
      ontouchmove: (event: TouchEvent) => finger.current?.reads && event.preventDefault(),
      onContextMenu: (event: Event) => finger.current?.reads && event.preventDefault(),
      onPointerLeave: () => !drag && pointAt(null),
      onDblClick: () => zoomed && onZoom?.(null),
      onBlur: () => pointAt(null),
      onKeyDown: key,
    },
  };
}
