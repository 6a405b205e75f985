import { type Children, h } from "../preact.ts";

/** A part of a drawer. `detail` is its name in the address, `short` the one in the bar. */
export function Section({ title, short, detail, children }: { title: string; short?: string; detail?: string; children: Children }) {
  return (
    <section class="drawer-section" aria-label={title} data-detail={detail} data-short={short}>
      <header class="section-head"><h3>{title}</h3></header>
      {children}
    </section>
  );
}

/** Facts of one matter; without any known fact it is not shown. */
export function FactGroup({ title, children }: { title: string; children: Children }) {
  return (
    <div class="fact-group">
      <h4>{title}</h4>
      <dl class="facts">{children}</dl>
    </div>
  );
}

/** Only known facts are shown. */
export function Fact({ name, children, grade = "normal" }: { name: string; children?: Children; grade?: string }) {
  if (children === undefined || children === null || children === "" || children === false) return null;
  return (
    <div class={`fact ${grade}`}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
