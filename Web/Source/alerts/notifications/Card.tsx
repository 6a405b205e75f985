import { type Children, h } from "../../preact.ts";

/** A channel with its switch. */
export function Card({ title, on, onSwitch, action, children }: { title: string; on?: boolean; onSwitch?: (on: boolean) => void; action?: Children; children: Children }) {
  return (
    <section class="panel padded stack" aria-label={title}>
      <div class="section-head">
        <h2>{title}</h2>
        {onSwitch && <label class="check"><input type="checkbox" checked={on === true} onChange={(event) => onSwitch(event.currentTarget.checked)} /><span>On</span></label>}
        {action}
      </div>
      {children}
    </section>
  );
}
