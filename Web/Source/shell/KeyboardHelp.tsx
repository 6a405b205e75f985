import { useObserved } from "../live/observable.ts";
import { h } from "../preact.ts";
import { preferences } from "../preferences/preferences.ts";
import { Dialog } from "./Dialog.tsx";
import { keyGroups } from "./keys.ts";

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const off = useObserved(preferences, (value) => value.letters !== "commands");
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      {off && <p class="notice spaced-below">Letters on their own are switched off in your preferences.</p>}
      <div class="key-groups">
        {keyGroups.map(([name, keys]) => (
          <section key={name}>
            <h3>{name}</h3>
            <dl class="keys">
              {keys.map(([key, text]) => (
                <div key={key}>
                  <dt>{key.split(" ").map((part) => <kbd key={part}>{part}</kbd>)}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
