import { plural } from "../../format/number.ts";
import type { JsonObject } from "../../live/mergePatch.ts";
import { h } from "../../preact.ts";
import { Dialog } from "../../shell/Dialog.tsx";
import { withChanges } from "../configuration/difference.ts";
import { alertConfig, replaceDraft } from "../configuration/store.ts";
import { ChangeList } from "../configuration/ChangeList.tsx";
import { resetChanges } from "./factory.ts";
import type { Group } from "./group.ts";

/** Shows what would be as it came, before it is. */
export function ResetDialog({ group, config, onClose }: { group: Group; config: JsonObject; onClose: () => void }) {
  const changes = resetChanges(group, config);
  const apply = () => {
    replaceDraft(withChanges(alertConfig.value.draft ?? config, changes));
    onClose();
  };
  return (
    <Dialog title={`${group.name}: back to factory settings`} wide onClose={onClose}>
      <div class="stack">
        {changes.length === 0 ? <p>Everything here is as it came. Nothing would change.</p> : <ChangeList changes={changes} />}
        {changes.length > 0 && <p class="muted">Overrides of single resources and custom rules stay. It is saved with the other changes.</p>}
        <div class="actions">
          {changes.length > 0 && <button type="button" class="button primary" onClick={apply}>Reset {plural(changes.length, "value")}</button>}
          <button type="button" class="button quiet" data-autofocus="" onClick={onClose}>{changes.length === 0 ? "Close" : "Keep them"}</button>
        </div>
      </div>
    </Dialog>
  );
}
