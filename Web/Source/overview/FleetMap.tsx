import { prepare } from "../charts/draw.ts";
import type { Estate } from "../estate/estate.ts";
import { percent, plural } from "../format/number.ts";
import { useObserved } from "../live/observable.ts";
import { h, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../preact.ts";
import type { Guest } from "../resources/guest.ts";
import { severity } from "../resources/severity.ts";
import { visit } from "../shell/router.ts";
import { effectiveTheme } from "../shell/theme.ts";
import { byName, compareTexts } from "../table/naturalOrder.ts";

type Metric = "cpu" | "memory" | "disk";

const cell = 14, gap = 2, label = 18, between = 14;

interface Place {
  readonly guest: Guest;
  readonly x: number;
  readonly y: number;
}

interface Layout {
  readonly places: readonly Place[];
  readonly titles: readonly { readonly text: string; readonly x: number; readonly y: number }[];
  readonly height: number;
}

/** Every guest as a cell, node by node, coloured by one figure: a fleet at a glance. */
export function FleetMap({ estate }: { estate: Estate }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [metric, setMetric] = useState<Metric>("cpu");
  const [pointed, setPointed] = useState<Place | null>(null);
  const theme = useObserved(effectiveTheme);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [estate.guests.length > 0]);
  const layout = useMemo(() => place(estate.guests, width), [estate.guests, width]);

  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element && width > 0 ? prepare(element, width, layout.height) : null;
    if (!element || !context) return;
    const style = getComputedStyle(element);
    const token = (name: string) => style.getPropertyValue(name).trim();
    const colours = { normal: token("--accent"), warning: token("--warn-fill"), critical: token("--crit") }, empty = token("--track"), text = token("--text-muted");
    context.font = `12px ${style.fontFamily}`;
    context.fillStyle = text;
    for (const title of layout.titles) context.fillText(title.text, title.x, title.y + 12);
    for (const { guest, x, y } of layout.places) {
      const value = guest[metric];
      context.globalAlpha = 1;
      context.fillStyle = empty;
      context.fillRect(x, y, cell, cell);
      if (value === null || guest.state === "stopped") continue;
      const grade = severity(metric, value, guest.resource);
      // Shape as well as colour: a cell is filled from below as far as it is used.
      context.fillStyle = colours[grade];
      const high = Math.max(2, Math.round(cell * Math.min(1, value / 100)));
      context.fillRect(x, y + cell - high, cell, high);
    }
    context.globalAlpha = 1;
  }, [layout, metric, width, theme]);

  if (estate.guests.length < 12) return null;
  const at = (event: MouseEvent & { currentTarget: HTMLElement }): Place | null => {
    const area = event.currentTarget.getBoundingClientRect();
    const x = event.clientX - area.left, y = event.clientY - area.top;
    return layout.places.find((each) => x >= each.x && x < each.x + cell + gap && y >= each.y && y < each.y + cell + gap) ?? null;
  };
  const busy = estate.guests.filter((guest) => severity(metric, guest[metric], guest.resource) !== "normal").length;
  return (
    <section aria-label="Fleet" class="panel fleet-map">
      <header class="section-head">
        <h2>Fleet</h2>
        <p class="muted" aria-hidden="true">{pointed ? `${pointed.guest.name} on ${pointed.guest.node}: ${percent(pointed.guest[metric])}` : ""}</p>
        <div class="segments small" role="radiogroup" aria-label="Coloured by">
          {(["cpu", "memory", "disk"] as const).map((each) => <button type="button" role="radio" key={each} aria-checked={metric === each} onClick={() => setMetric(each)}>{each === "cpu" ? "CPU" : each === "memory" ? "Memory" : "Disk"}</button>)}
        </div>
      </header>
      <div ref={box}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={`${plural(estate.guests.length, "guest")} by node; ${busy} with high ${metric}`}
          style={{ width: "100%", height: `${layout.height}px`, cursor: pointed ? "pointer" : "default" }}
          onPointerMove={(event) => setPointed(at(event))}
          onPointerLeave={() => setPointed(null)}
          onClick={(event) => {
            const found = at(event);
            if (found) visit(`/proxmox/overview?resource=${encodeURIComponent(found.guest.id)}`);
          }}
        />
      </div>
    </section>
  );
}

/** Nodes one after the other, each a block of cells; as many blocks in a row as fit. */
function place(guests: readonly Guest[], width: number): Layout {
  const nodes = new Map<string, Guest[]>();
  for (const guest of guests) {
    const known = nodes.get(guest.node);
    if (known) known.push(guest);
    else nodes.set(guest.node, [guest]);
  }
  const places: Place[] = [], titles: Layout["titles"][number][] = [];
  let x = 0, y = 0, rowHeight = 0;
  for (const [node, rows] of [...nodes].sort(([left], [right]) => compareTexts(left, right))) {
    const columns = Math.max(1, Math.min(rows.length, Math.max(6, Math.ceil(Math.sqrt(rows.length * 2.5))), Math.max(1, Math.floor(width / (cell + gap)))));
    const blockWidth = Math.max(columns * (cell + gap), Math.min(width, node.length * 7.5 + 6));
    if (x > 0 && x + blockWidth > width) {
      x = 0;
      y += rowHeight + between;
      rowHeight = 0;
    }
    titles.push({ text: node, x, y });
    [...rows].sort(byName).forEach((guest, index) => places.push({ guest, x: x + index % columns * (cell + gap), y: y + label + Math.floor(index / columns) * (cell + gap) }));
    rowHeight = Math.max(rowHeight, label + Math.ceil(rows.length / columns) * (cell + gap));
    x += blockWidth + between;
  }
  return { places, titles, height: y + rowHeight };
}
