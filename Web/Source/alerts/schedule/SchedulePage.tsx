import type { Json, JsonObject } from "../../live/mergePatch.ts";
import { h, useMemo } from "../../preact.ts";
import { Field } from "../../shell/Field.tsx";
import { ConfigFrame } from "../configuration/ConfigFrame.tsx";
import { change } from "../configuration/store.ts";
import type { Problems } from "../configuration/validation.ts";
import { NumberInput } from "../thresholds/NumberInput.tsx";
import { Flag } from "../thresholds/Flag.tsx";
import { BrowserNotices } from "./BrowserNotices.tsx";
import { Levels, TargetSelect } from "./Levels.tsx";
import { policySentence } from "./policy.ts";
import { type Category, weekdays } from "./quietHours.ts";
import { browserZone, readSchedule } from "./readSchedule.ts";
import { Simulator } from "./Simulator.tsx";
import { WeekStrip } from "./WeekStrip.tsx";

/** When notices are sent, repeated, held and passed on. */
export function SchedulePage() {
  return <ConfigFrame>{(config, problems) => <ScheduleForm config={config} problems={problems} />}</ConfigFrame>;
}

const set = (path: string, value: Json) => change(["schedule", ...path.split(".")], value);
const suppressions: readonly (readonly [Category, string])[] = [["performance", "Performance"], ["storage", "Storage"], ["offline", "Out of reach"]];

function ScheduleForm({ config, problems }: { config: JsonObject; problems: Problems }) {
  const schedule = useMemo(() => readSchedule(config), [config]);
  const { quietHours: quiet, escalation, grouping } = schedule;
  const zones = useMemo(() => typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : [], []);
  const problem = (path: string) => problems.get(`schedule.${path}`);
  return (
    <div class="schedule">
      <p class="panel padded policy">{policySentence(schedule)}</p>
      <section class="panel padded stack" aria-label="Quiet hours">
        <div class="section-head">
          <h2>Quiet hours</h2>
          <Flag
            label="On"
            on={quiet.enabled}
            onChange={(on) => {
              // What was only shown becomes what is saved.
              change(["schedule", "quietHours"], { enabled: on, start: quiet.start, end: quiet.end, timezone: quiet.timezone, days: Object.keys(quiet.days).length > 0 ? quiet.days : Object.fromEntries(weekdays.map((day) => [day, true])), suppress: quiet.suppress } as unknown as Json);
            }}
          />
        </div>
        {quiet.enabled && (
          <div class="stack">
            <div class="quiet-fields">
              <Field id="quiet-start" label="From" type="time" value={quiet.start} onInput={(value) => set("quietHours.start", value)} error={problem("quietHours.start") ?? null} />
              <Field id="quiet-end" label="To" type="time" value={quiet.end} onInput={(value) => set("quietHours.end", value)} error={problem("quietHours.end") ?? null} />
              <div class={`field ${problem("quietHours.timezone") ? "invalid" : ""}`}>
                <label for="quiet-zone">Time zone</label>
                <div class="field-box"><input id="quiet-zone" list="zones" value={quiet.timezone} autocomplete="off" spellcheck={false} onInput={(event) => set("quietHours.timezone", event.currentTarget.value)} /></div>
                <datalist id="zones">{zones.map((zone) => <option key={zone} value={zone} />)}</datalist>
                {problem("quietHours.timezone") ? <p class="field-error">{problem("quietHours.timezone")}</p> : quiet.timezone !== browserZone() && <p class="field-hint">This browser is in {browserZone()}.</p>}
              </div>
            </div>
            <div class="chips" role="group" aria-label="Days on which a quiet night begins">
              {weekdays.map((day) => <button type="button" class="chip" key={day} aria-pressed={quiet.days[day] === true} onClick={() => set(`quietHours.days.${day}`, quiet.days[day] !== true)}>{day.charAt(0).toUpperCase() + day.slice(1, 3)}</button>)}
            </div>
            {problem("quietHours.days") && <p class="field-error">{problem("quietHours.days")}</p>}
            <fieldset class="plain">
              <legend>Hold critical ones too</legend>
              <div class="checks">{suppressions.map(([category, label]) => <Flag key={category} label={label} on={quiet.suppress[category] === true} onChange={(on) => set(`quietHours.suppress.${category}`, on)} />)}</div>
            </fieldset>
            <WeekStrip quiet={quiet} />
          </div>
        )}
        {!quiet.enabled && <p class="muted">Off: notices are sent at any hour.</p>}
      </section>
      <section class="panel padded stack" aria-label="First notice and repeats">
        <h2>First notice and repeats</h2>
        <div class="numbers">
          <div class="number-row"><span>A new alert goes to</span><TargetSelect label="A new alert goes to" value={schedule.initialNotify} onChange={(value) => set("initialNotify", value)} /></div>
          <Row label="Repeated every" hint="0 is once" unit="min" value={schedule.cooldown} onChange={(value) => set("cooldown", value)} />
          <Row label="At most" hint="an alert in an hour; 0 is no limit" unit="times" value={schedule.maxAlertsHour} onChange={(value) => set("maxAlertsHour", value)} />
        </div>
        <div class="checks"><Flag label="Tell when it is over" on={schedule.notifyOnResolve} onChange={(on) => set("notifyOnResolve", on)} /></div>
      </section>
      <section class="panel padded stack" aria-label="Grouping">
        <div class="section-head"><h2>Grouping</h2><Flag label="On" on={grouping.enabled} onChange={(on) => set("grouping.enabled", on)} /></div>
        {grouping.enabled
          ? (
            <div class="stack">
              <div class="numbers"><Row label="Collect for" hint="one message for all of it" unit="s" value={grouping.window} onChange={(value) => set("grouping.window", value)} /></div>
              <div class="checks"><Flag label="One message a node" on={grouping.byNode} onChange={(on) => set("grouping.byNode", on)} /><Flag label="One message a guest" on={grouping.byGuest} onChange={(on) => set("grouping.byGuest", on)} /></div>
            </div>
          )
          : <p class="muted">Off: every alert is a message of its own.</p>}
      </section>
      <section class="panel padded stack" aria-label="Escalation">
        <div class="section-head">
          <h2>Escalation</h2>
          <Flag label="On" on={escalation.enabled} onChange={(on) => {
            if (on && escalation.levels.length === 0) set("escalation.levels", [{ after: 15, notify: "email" }, { after: 30, notify: "all" }]);
            set("escalation.enabled", on);
          }} />
        </div>
        {escalation.enabled ? <Levels schedule={schedule} problems={problems} /> : <p class="muted">Off: an alert nobody acknowledges is only repeated.</p>}
      </section>
      <section class="panel padded stack" aria-label="Ages">
        <h2>Ages</h2>
        <div class="numbers">
          <Row label="Acknowledge by itself after" hint="0 is never" unit="h" value={Number(config.autoAcknowledgeAfterHours) || 0} onChange={(value) => change(["autoAcknowledgeAfterHours"], value)} />
          <Row label="Forget acknowledged ones after" hint="0 is never" unit="days" value={Number(config.maxAcknowledgedAgeDays) || 0} onChange={(value) => change(["maxAcknowledgedAgeDays"], value)} />
          <Row label="Close stale ones after" hint="0 is never" unit="days" value={Number(config.maxAlertAgeDays) || 0} onChange={(value) => change(["maxAlertAgeDays"], value)} />
        </div>
      </section>
      <section class="panel padded stack" aria-label="This browser">
        <h2>This browser</h2>
        <BrowserNotices />
      </section>
      <section class="panel padded stack wide" aria-label="What would happen">
        <h2>What would happen</h2>
        <Simulator schedule={schedule} />
      </section>
    </div>
  );
}

function Row({ label, hint, unit, value, onChange }: { label: string; hint?: string; unit: string; value: number; onChange: (value: number) => void }) {
  return <div class="number-row"><span>{label}{hint && <small class="muted"> {hint}</small>}</span><NumberInput label={`${label}, ${unit}`} value={value} unit={unit} onChange={onChange} /></div>;
}
