import { useObserved } from "../live/observable.ts";
import { h, useState } from "../preact.ts";
import { prefer, type Preferences, preferences, resetInterface } from "../preferences/preferences.ts";
import { Dialog } from "../shell/Dialog.tsx";

type Choice = { readonly [Key in keyof Preferences]: { readonly key: Key; readonly name: string; readonly words: Readonly<Record<Preferences[Key], string>>; readonly hint?: string } }[keyof Preferences];

const groups: readonly (readonly [title: string, choices: readonly Choice[]])[] = [
  ["Units", [
    { key: "sizes", name: "Sizes", words: { KiB: "KiB, MiB, GiB", KB: "KB, MB, GB" }, hint: "Only the labels differ: both count in steps of 1024." },
    { key: "disks", name: "Sizes of disks and storages", words: { 1024: "Steps of 1024", 1000: "Steps of 1000" }, hint: "Makers of disks count in thousands." },
    { key: "network", name: "Network traffic", words: { bytes: "Bytes (MiB/s)", bits: "Bits (Mbit/s)" } },
    { key: "temperature", name: "Temperature", words: { C: "°C", F: "°F" } },
  ]],
  ["Time", [
    { key: "zone", name: "Time zone", words: { browser: Intl.DateTimeFormat().resolvedOptions().timeZone || "Of the browser", UTC: "UTC" } },
  ]],
  ["Pages", [
    { key: "density", name: "Rows of tables", words: { comfortable: "Comfortable", compact: "Compact", touch: "For fingers" }, hint: "A screen that is touched always has rows for fingers." },
    { key: "width", name: "Width", words: { bounded: "Comfortable to read", full: "Whole window" } },
    { key: "start", name: "Begin with", words: { overview: "Overview", last: "Where I left", proxmox: "Proxmox", machines: "Machines", alerts: "Alerts" }, hint: "When Pulse is opened without an address of its own." },
  ]],
  ["Keyboard and notices", [
    { key: "letters", name: "Letters pressed on their own", words: { commands: "Are commands", search: "Search the page", nothing: "Do nothing" }, hint: "Ctrl K and Esc always work." },
    { key: "alertToasts", name: "Tell of alerts on every page", words: { on: "On", off: "Off" }, hint: "Their list and the numbers beside it are up to date in any case." },
  ]],
];

/** What a person chooses for the whole page, in this browser. */
export function GeneralPage() {
  const chosen = useObserved(preferences);
  const [resetting, setResetting] = useState(false);
  return (
    <div class="page form">
      <header class="page-head">
        <div>
          <h1>General</h1>
          <p class="lead">For you, in this browser.</p>
        </div>
      </header>
      {groups.map(([title, choices]) => (
        <section class="panel padded stack" key={title} aria-label={title}>
          <h2>{title}</h2>
          {choices.map(({ key, name, words, hint }) => (
            <div class="field" key={key}>
              <span class="field-name" id={`choice-${key}`}>{name}</span>
              <div class="segments" role="radiogroup" aria-labelledby={`choice-${key}`}>
                {Object.entries(words).map(([value, word]) => (
                  <button type="button" role="radio" key={value} aria-checked={chosen[key] === value} onClick={() => prefer({ [key]: value })}>{word}</button>
                ))}
              </div>
              {hint && <p class="field-hint">{hint}</p>}
            </div>
          ))}
        </section>
      ))}
      <button type="button" class="button" onClick={() => setResetting(true)}>Reset interface…</button>
      {resetting && (
        <Dialog title="Reset the interface of this browser?" onClose={() => setResetting(false)}>
          <div class="stack">
            <p>Theme, preferences, columns, orders and recent searches are as on the first day again. You stay signed in, and nothing changes on the server.</p>
            <div class="actions">
              <button type="button" class="button danger" onClick={resetInterface}>Reset interface</button>
              <button type="button" class="button quiet" data-autofocus="" onClick={() => setResetting(false)}>Keep it</button>
            </div>
          </div>
        </Dialog>
      )}
    </div>
  );
}
