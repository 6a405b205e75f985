import { estate } from "../estate/estate.ts";
import { h } from "../preact.ts";
import { tagColour } from "./tagColour.ts";

/** Tags in the colours Proxmox gives them. A click on one filters by it. */
export function Tags({ tags, most = 3, onPick }: { tags: readonly string[]; most?: number; onPick?: (tag: string) => void }) {
  if (tags.length === 0) return null;
  const hidden = tags.slice(most);
  return (
    <span class="tag-row">
      {tags.slice(0, most).map((tag) => <Tag key={tag} tag={tag} onPick={onPick} />)}
      {hidden.length > 0 && <span class="tag-more" title={hidden.join(", ")}>+{hidden.length}</span>}
    </span>
  );
}

function Tag({ tag, onPick }: { tag: string; onPick: ((tag: string) => void) | undefined }) {
  const colour = tagColour(tag, estate.value.tagColours);
  const look = "series" in colour
    ? { class: `colour-tag colour-${colour.series}` }
    : { class: "colour-tag", style: { backgroundColor: colour.background, color: colour.text } };
  if (!onPick) return <span {...look}>{tag}</span>;
  return <button type="button" {...look} title={`Show only ${tag}`} onClick={() => onPick(tag)}>{tag}</button>;
}
