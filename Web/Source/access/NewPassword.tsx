import { h, useState } from "../preact.ts";
import { CopyButton } from "../shell/CopyButton.tsx";
import { Field } from "../shell/Field.tsx";
import { generatePassword, passwordProblem, strength, strengthWords } from "./password.ts";

export interface PasswordEntry {
  readonly mode: "generated" | "own";
  readonly generated: string;
  readonly own: string;
  readonly repeated: string;
}

export function newPasswordEntry(): PasswordEntry {
  return { mode: "generated", generated: generatePassword(), own: "", repeated: "" };
}

export function enteredPassword(entry: PasswordEntry): string {
  return entry.mode === "generated" ? entry.generated : entry.own;
}

/** Problems of both fields; `null` where there is none. */
export function entryProblems(entry: PasswordEntry): { own: string | null; repeated: string | null } {
  if (entry.mode === "generated") return { own: null, repeated: null };
  const own = passwordProblem(entry.own);
  return { own, repeated: own === null && entry.own !== entry.repeated ? "The two passwords differ." : null };
}

/** A generated password (the default), or an own one typed twice. */
export function NewPassword({ entry, onChange, checked }: { entry: PasswordEntry; onChange: (entry: PasswordEntry) => void; checked: boolean }) {
  const [seen, setSeen] = useState(true);
  const problems = entryProblems(entry);
  const level = strength(entry.own);
  return (
    <fieldset class="stack plain">
      <legend>Password</legend>
      <div class="segments" role="radiogroup" aria-label="Kind of password">
        <button type="button" role="radio" aria-checked={entry.mode === "generated"} onClick={() => onChange({ ...entry, mode: "generated" })}>Generated</button>
        <button type="button" role="radio" aria-checked={entry.mode === "own"} onClick={() => onChange({ ...entry, mode: "own" })}>My own</button>
      </div>
      {entry.mode === "generated"
        ? (
          <div class="command">
            <code data-testid="generated-password">{seen ? entry.generated : "•".repeat(entry.generated.length)}</code>
            <button type="button" class="button quiet small" aria-pressed={seen} onClick={() => setSeen(!seen)}>{seen ? "Hide" : "Show"}</button>
            <button type="button" class="button quiet small" onClick={() => onChange({ ...entry, generated: generatePassword() })}>New</button>
            <CopyButton text={entry.generated} label="Copy the password" />
          </div>
        )
        : (
          <div class="stack">
            <Field
              id="new-password"
              label="New password"
              type="password"
              autocomplete="new-password"
              value={entry.own}
              onInput={(own) => onChange({ ...entry, own })}
              error={checked ? problems.own : null}
              hint={
                <span class={`strength level-${level}`}>
                  <i /><i /><i /><i /> {entry.own === "" ? "At least 12 characters." : strengthWords[level]}
                </span>
              }
            />
            <Field
              id="repeat-password"
              label="Repeat the password"
              type="password"
              autocomplete="new-password"
              value={entry.repeated}
              onInput={(repeated) => onChange({ ...entry, repeated })}
              error={checked ? problems.repeated : null}
            />
          </div>
        )}
    </fieldset>
  );
}
