import { estate } from "../../estate/estate.ts";
import { useObserved } from "../../live/observable.ts";
import { h, useMemo, useState } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import { setQuery } from "../../shell/router.ts";
import { overridables, overrideKinds } from "../overrides/overridables.ts";
import { groupOfKind } from "./groups.ts";

const most = 8;

/** Finds any resource, whatever its kind, and opens its override. */
export function ResourceSearch() {
  const all = useObserved(estate);
  const [text, setText] = useState("");
  const found = useMemo(() => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    return overrideKinds.flatMap((kind) => overridables(kind).filter((each) => words.every((word) => `${each.name} ${each.where} ${each.tags.map((tag) => `#${tag}`).join(" ")}`.toLowerCase().includes(word))).map((each) => ({ each, group: groupOfKind(kind) })));
  }, [text, all]);
  const open = (group: string | undefined, key: string) => {
    setText("");
    setQuery({ group: group ?? null, edit: key, metric: null });
  };
  return (
    <div class="resource-search">
      <div class="search">
        <Icon name="search" />
        <input type="search" aria-label="Search all resources" placeholder="Any resource" value={text} spellcheck={false} autocomplete="off" onInput={(event) => setText(event.currentTarget.value)} />
      </div>
      {text.trim() !== "" && (
        <ul class="search-results" aria-label="Found resources">
          {found.slice(0, most).map(({ each, group }) => (
            <li key={`${group?.key} ${each.key}`}><button type="button" onClick={() => open(group?.key, each.key)}><b>{each.name}</b><small class="muted">{[group?.name, each.where].filter(Boolean).join(" · ")}</small></button></li>
          ))}
          {found.length === 0 && <li class="muted">Nothing is called so.</li>}
          {found.length > most && <li class="muted">and {found.length - most} more</li>}
        </ul>
      )}
    </div>
  );
}
