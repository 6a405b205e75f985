import { h } from "../preact.ts";
import { Dialog } from "./Dialog.tsx";

const groups: readonly [string, readonly (readonly [string, string])[]][] = [
  ["Everywhere", [
    ["Ctrl K", "Search everything, do something"],
    ["/", "Search this page"],
    ["g o", "Go to Overview"],
    ["g p", "Go to Proxmox"],
    ["g s", "Go to Machines"],
    ["g a", "Go to Alerts"],
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
    ["Space", "Look into the row"],
    ["x", "Pick the row; with Shift all up to it"],
    ["Ctrl A", "Pick all rows that pass the filters"],
  ]],
  ["On an alert", [
    ["e", "Acknowledge it, or take that back"],
    ["m", "Mute its resource"],
    ["c", "Copy its link"],
  ]],
  ["In a drawer", [
    ["[ ]", "Previous and next row"],
    ["1 … 9", "Go to a section"],
    ["o", "Open its web interface"],
    ["t 1 6 d w m", "Look back an hour, six, a day, a week, a month"],
    ["← →", "Read a focused chart point by point"],
    ["+ -", "Look at a shorter part of its time, and at all again"],
    ["Shift ← →", "Go half of its time back or on"],
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
