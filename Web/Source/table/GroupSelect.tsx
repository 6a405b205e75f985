import { h } from "../preact.ts";
import type { Grouping } from "./grouping.ts";

export function GroupSelect<R>({ groupings, chosen, onChoose }: { groupings: readonly Grouping<R>[]; chosen: string; onChoose: (key: string) => void }) {
  return (
    <label class="select">
      <span>Group</span>
      <select value={chosen} onChange={(event) => onChoose(event.currentTarget.value)}>
        {groupings.map((each) => <option key={each.key} value={each.key}>{each.name}</option>)}
        <option value="none">None</option>
      </select>
    </label>
  );
}
