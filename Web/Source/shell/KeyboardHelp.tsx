import { h } from "../preact.ts";
import { Dialog } from "./Dialog.tsx";

const groups: readonly [string, readonly (readonly [string, string])[]][] = [
  ["Everywhere", [
    ["Ctrl K", "Search everything, do something"],
    ["/", "Search this page"],
    ["g o", "Go to Overview"],
    ["g p", "Go to Proxmox"],
    ["g s", "Go to Machines"],
    ["g t", "Go to Settings"],
    ["Ctrl Shift C", "Copy the link to this view"],
    ["Esc", "Close what is open, clear search and filters"],
    ["?", "This list"],
  ]],
  ["In a table", [
    ["j ↓", "Next row"],
    ["k ↑", "Previous row"],
    ["Home End", "First and last row"],
    ["← →", "Fold and unfold a group"],
    ["Enter", "Open the row"],
  ]],
  ["In a drawer", [
    ["[ ]", "Previous and next row"],
    ["1 … 9", "Go to a section"],
    ["o", "Open its web interface"],
    ["← →", "Read a focused chart point by point"],
  ]],
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
