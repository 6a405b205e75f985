import { dayAndTime } from "../format/time.ts";
import { h } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { type Mark, placeMarks } from "./marks.ts";

/** Pixels between two marks that are not joined. */
const apart = 14;

/** The marks over a plot that begins `left` pixels into the chart. A click opens what is marked; keyboards and readers find the same in the timeline. */
export function MarkRow({ marks, start, end, left, right, width }: { marks: readonly Mark[]; start: number; end: number; left: number; right: number; width: number }) {
  const wide = width - left - right;
  return (
    <div class="chart-marks" aria-hidden="true">
      {placeMarks(marks, start, end, apart / Math.max(wide, 1)).map(({ at, marks: [first, ...more] }) => first && (
        <a
          key={`${first.from} ${first.text}`}
          class={`chart-mark ${first.tone}`}
          tabIndex={-1}
          href={first.href ?? undefined}
          title={[first, ...more].map((mark) => `${dayAndTime(mark.from)}: ${mark.text}`).join("\n")}
          style={{ left: `${left + at * wide}px` }}
        >
          <Icon name={first.icon} />
          {more.length > 0 && <small>{more.length + 1}</small>}
        </a>
      ))}
    </div>
  );
}
