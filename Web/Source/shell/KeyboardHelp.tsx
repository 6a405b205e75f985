import { h } from "../preact.ts";
import { Dialog } from "./Dialog.tsx";

const groups: readonly [string, readonly (readonly [string, string])[]][] = [
  ["Everywhere", [["/", "Search this page"], ["?", "This list"], ["Esc", "Clear the search, close what is open"], ["g m", "Go to Machines"], [
    "g t",
    "Go to API tokens",
  ]]],
  ["In the table", [["j ↓", "Next row"], ["k ↑", "Previous row"], ["Enter", "Open the machine"]]],
  ["In the drawer", [["[", "Previous machine"], ["]", "Next machine"], ["← →", "Read a focused chart point by point"]]],
];

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <div class="key-groups">
        {groups.map(([name, keys]) => (
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
