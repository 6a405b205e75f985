import type { AlertLevel } from "../../estate/alerts.ts";
import { exactTime, relative } from "../../format/time.ts";
import type { Json, JsonObject } from "../../live/mergePatch.ts";
import { now } from "../../live/now.ts";
import { useObserved } from "../../live/observable.ts";
import { h } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import { kindOf, quantity } from "../alertTypes.ts";
import type { OverrideChange } from "../configuration/store.ts";
import { spaced, valueWords } from "../configuration/words.ts";
import type { Overridable } from "./overridables.ts";

/** One override: what differs with what is measured now, each with its way back to the default. */
export function OverrideRow({ name, resource, value, changed, level, picked, onPick, onEdit, onRevert }: {
  name: string;
  resource: Overridable | undefined;
  value: JsonObject;
  /** Who changed it last; `null` when nobody knows, "now" while it is not saved. */
  changed: OverrideChange | "now" | null;
  level: AlertLevel | undefined;
  picked: boolean;
  onPick: (on: boolean) => void;
  onEdit: () => void;
  /** Takes one value back, or with `null` the whole override. */
  onRevert: (member: string | null) => void;
}) {
  const differs = Object.entries(value).filter(([member]) => member !== "note");
  const note = typeof value.note === "string" ? value.note : "";
  return (
    <tr>
      <td class="pick-cell"><input type="checkbox" aria-label={`Pick ${name}`} checked={picked} onChange={(event) => onPick(event.currentTarget.checked)} /></td>
      <th scope="row">
        <b>{name}</b>
        {level && level !== "acknowledged" && <span class={`alert-dot ${level}`} title="Alerting now"><span class="visually-hidden">alerting now</span></span>}
        <small class="muted">{resource ? ` ${resource.where}` : " not here now"}</small>
      </th>
      <td>
        <span class="tags">
          {differs.map(([member, to]) => (
            <span class={`tag with-act ${member === "disabled" ? "danger" : ""}`} key={member}>
              {memberWords(member, to)}
              {resource && <Now member={member} resource={resource} />}
              <button type="button" aria-label={`Back to the default: ${spaced(member)} of ${name}`} title="Back to the default" onClick={() => onRevert(member)}><Icon name="close" /></button>
            </span>
          ))}
        </span>
        {note && <small class="muted">{note}</small>}
      </td>
      <td class="changed"><Changed change={changed} /></td>
      <td class="row-actions">
        <button type="button" class="icon-button" aria-label={`Edit the override of ${name}`} onClick={onEdit}><Icon name="edit" /></button>
        <button type="button" class="icon-button" aria-label={`Back to the defaults: ${name}`} title="Back to the defaults" onClick={() => onRevert(null)}><Icon name="trash" /></button>
      </td>
    </tr>
  );
}

function Changed({ change }: { change: OverrideChange | "now" | null }) {
  const time = useObserved(now, (value) => Math.floor(value / 60_000) * 60_000);
  if (change === "now") return <small>not saved yet</small>;
  if (change === null) return <small class="muted">—</small>;
  return <small class="muted" title={exactTime(change.at)}>{change.by}, {relative(change.at, time)}</small>;
}

function memberWords(member: string, to: Json): string {
  if (member === "disabled") return "all alerts off";
  if (member === "disableConnectivity") return "reachability off";
  return `${spaced(member)} ${valueWords(to, member)}`;
}

function Now({ member, resource }: { member: string; resource: Overridable }) {
  const value = resource.value(member), { unit } = kindOf(member);
  return value === null || unit === undefined ? null : <small class="muted" title="Measured now"> now {quantity(value, unit)}</small>;
}
