import { plural } from "../format/number.ts";
import { StatusMark } from "../marks/StatusMark.tsx";
import { h, useState } from "../preact.ts";
import type { Concern } from "./concern.ts";

const mostShown = 8;

export function Attention({ list }: { list: readonly Concern[] }) {
  const [every, setEvery] = useState(false);
  const shown = every ? list : list.slice(0, mostShown);
  return (
    <section aria-label="Needs attention">
      <h2>Needs attention</h2>
      <ul class="panel concerns">
        {shown.map((concern) => (
          <li key={concern.id}>
            <a href={concern.href} class={concern.grade}>
              <StatusMark state={concern.state} text={concern.grade} />
              <b>{concern.name}{concern.place !== "" && <small> {concern.place}</small>}</b>
              <span>{concern.text}</span>
              {concern.more > 0 && <small>+{concern.more} more</small>}
              {concern.affected > 0 && <small>+{concern.affected} affected</small>}
              <small class="concern-kind">{concern.kind}</small>
            </a>
          </li>
        ))}
        {list.length > mostShown && (
          <li><button type="button" class="link" aria-expanded={every} onClick={() => setEvery(!every)}>{every ? "Show less" : `Show ${plural(list.length - mostShown, "more", "more")}`}</button></li>
        )}
      </ul>
    </section>
  );
}
