import { useObserved } from "../live/observable.ts";
import { h } from "../preact.ts";
import { prefer, type Preferences, preferences } from "../preferences/preferences.ts";

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
  ["Tables", [
    { key: "density", name: "Rows", words: { comfortable: "Comfortable", compact: "Compact", touch: "For fingers" }, hint: "A screen that is touched always has rows for fingers." },
  ]],
];

/** What a person chooses for the whole page, in this browser. */
export function GeneralPage() {
  const chosen = useObserved(preferences);
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
    </div>
  );
}
