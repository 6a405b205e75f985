import { dayAndTime } from "../../format/time.ts";
import { h, useState } from "../../preact.ts";
import { Dialog } from "../../shell/Dialog.tsx";
import { Field } from "../../shell/Field.tsx";
import type { Alert } from "../alert.ts";
import { NumberInput } from "../thresholds/NumberInput.tsx";
import { overrideName } from "../overrides/overridables.ts";
import { mute, muteKeys } from "./acts.ts";
import { longest, tomorrowMorning } from "./mute.ts";

type Choice = "1" | "4" | "morning" | "custom" | "open";
const choices: readonly (readonly [Choice, string])[] = [["1", "1 hour"], ["4", "4 hours"], ["morning", "Until tomorrow 08:00"], ["custom", "Other"], ["open", "Without an end"]];

/** Raises no alerts of resources for a while. */
export function MuteDialog({ alerts, onClose }: { alerts: readonly Alert[]; onClose: () => void }) {
  const keys = muteKeys(alerts);
  const [choice, setChoice] = useState<Choice>("1");
  const [hours, setHours] = useState(24);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const until = () => choice === "open" ? null : choice === "morning" ? tomorrowMorning(Date.now()) : Date.now() + (choice === "custom" ? hours : Number(choice)) * 3_600_000;
  const wrong = choice === "custom" && !(hours > 0 && hours <= longest);
  const run = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    if (await mute(keys, until(), reason)) onClose();
    else setBusy(false);
  };
  const end = until();
  const first = keys[0] === undefined ? alerts[0]?.resourceName ?? "" : overrideName(keys[0]);
  return (
    <Dialog title={keys.length > 1 ? `Mute ${keys.length} resources` : `Mute ${first}`} onClose={onClose}>
      {keys.length === 0
        ? <p>What this alert is about cannot be muted: it is no resource. Acknowledge the alert to stop its notices.</p>
        : (
          <form class="stack" onSubmit={(event) => void run(event)}>
            <p>No alerts of {keys.length > 1 ? "them" : "it"} are raised, and those that are open end. To stop notices of one alert only, acknowledge it.</p>
            <fieldset class="plain">
              <legend>For</legend>
              <div class="chips">
                {choices.map(([each, word]) => <button type="button" class="chip" key={each} aria-pressed={choice === each} onClick={() => setChoice(each)}>{word}</button>)}
              </div>
            </fieldset>
            {choice === "custom" && <div class="number-row"><span>Hours</span><NumberInput label="Hours" value={hours} unit="h" least={1} error={wrong ? `Up to ${longest}.` : null} onChange={setHours} /></div>}
            <Field id="mute-reason" label="Reason" value={reason} onInput={setReason} placeholder="Maintenance" />
            <p class="field-hint">{end === null || wrong ? "It stays muted until somebody ends it; the list of alerts shows it." : `It ends by itself: ${dayAndTime(end)}.`}</p>
            <div class="actions">
              <button type="submit" class="button primary" disabled={busy || wrong} data-autofocus="">{busy ? "Muting…" : "Mute"}</button>
              <button type="button" class="button quiet" onClick={onClose}>Cancel</button>
            </div>
          </form>
        )}
    </Dialog>
  );
}
