import { bytes } from "../format/bytes.ts";
import { MeterTrack } from "../marks/Meter.tsx";
import { type Children, h, useContext } from "../preact.ts";
import { type Graded, severity } from "../resources/severity.ts";
import { DrawnResource } from "./drawnResource.ts";

/** One live number at the top of a drawer. */
export function Figure({ name, main, note = "", kind, value = null }: { name: string; main: Children; note?: Children; kind?: Graded; value?: number | null }) {
  const resource = useContext(DrawnResource);
  const grade = kind ? severity(kind, value, resource) : "normal";
  return (
    <div class={`figure ${grade}`}>
      <dt>{name}</dt>
      <dd>
        <span class="figure-main">{main}</span>
        {note && <small>{note}</small>}
        {kind && kind !== "temperature" && <MeterTrack value={value} />}
      </dd>
    </div>
  );
}

/** Several short values of one figure, each with its mark. */
export function Lines({ pairs }: { pairs: readonly (readonly [mark: string, text: string, name: string])[] }) {
  return (
    <span class="figure-lines">
      {pairs.map(([mark, text, name]) => (
        <span key={name}><i aria-hidden="true">{mark}</i><span class="visually-hidden">{name}</span>{text}</span>
      ))}
    </span>
  );
}

/** `written` writes sizes: those of disks may be counted otherwise. */
export function ratio(used: number | null | undefined, total: number | null | undefined, written: (value: number) => string = bytes): string {
  return used === undefined || used === null || total === undefined || total === null ? "" : `${written(used)} of ${written(total)}`;
}
