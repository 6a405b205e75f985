import { h, useState } from "../../preact.ts";
import { Dialog } from "../../shell/Dialog.tsx";
import { overrideName } from "../overrides/overridables.ts";
import { saveRules } from "./ConfigFrame.tsx";
import type { Conflict } from "./difference.ts";
import { settle } from "./store.ts";
import { pathWords, valueWords } from "./words.ts";

/** Two people changed the same value: the person decides each; everything else of both is kept. */
export function ConflictDialog({ conflicts }: { conflicts: readonly Conflict[] }) {
  const [theirs, setTheirs] = useState<readonly Conflict[]>([]);
  return (
    <Dialog title="Somebody else changed the same" wide onClose={() => settle([])}>
      <div class="stack">
        <p>While you were editing, these values were saved by somebody else too. All other changes of both are kept.</p>
        {conflicts.map((conflict) => {
          const key = conflict.path.at(-1) ?? "", name = conflict.path.join(".");
          const choose = (theirOwn: boolean) => setTheirs((old) => theirOwn ? [...old.filter((each) => each !== conflict), conflict] : old.filter((each) => each !== conflict));
          return (
            <fieldset class="plain conflict" key={name}>
              <legend>{pathWords(conflict.path, overrideName)} <small class="muted">was {valueWords(conflict.base, key)}</small></legend>
              <label class="check"><input type="radio" name={name} checked={!theirs.includes(conflict)} onChange={() => choose(false)} /><span>Yours: <b>{valueWords(conflict.mine, key)}</b></span></label>
              <label class="check"><input type="radio" name={name} checked={theirs.includes(conflict)} onChange={() => choose(true)} /><span>Theirs: <b>{valueWords(conflict.theirs, key)}</b></span></label>
            </fieldset>
          );
        })}
        <div class="actions">
          <button
            type="button"
            class="button primary"
            onClick={() => {
              settle(theirs);
              void saveRules();
            }}
          >
            Save this
          </button>
          <button type="button" class="button quiet" data-autofocus="" onClick={() => settle([])}>Back to editing</button>
        </div>
      </div>
    </Dialog>
  );
}
