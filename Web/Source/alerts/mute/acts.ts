import { errorSentence } from "../../api/error.ts";
import { plural } from "../../format/number.ts";
import { toast } from "../../shell/toasts.ts";
import type { Alert } from "../alert.ts";
import { changeNow } from "../configuration/store.ts";
import { overridables, overrideKinds, overrideName } from "../overrides/overridables.ts";
import { resourceOf } from "../useResource.ts";
import { withMute, withoutMute } from "./mute.ts";

/** The overrides that silence the resources of alerts. */
export function muteKeys(alerts: readonly Alert[]): readonly string[] {
  return [...new Set(alerts.flatMap((alert) => {
    const id = resourceOf(alert.resourceId)?.id ?? alert.resourceId;
    for (const kind of overrideKinds) {
      const found = overridables(kind).find((each) => each.id === id && !each.key.includes("/disk:"));
      if (found) return [found.key];
    }
    // The server knows every resource also by its id in the list of resources.
    return resourceOf(alert.resourceId) ? [id] : [];
  }))];
}

export async function mute(keys: readonly string[], until: number | null, reason: string): Promise<boolean> {
  return await save((config) => withMute(config, keys, until, reason), `${named(keys)} ${keys.length === 1 ? "is" : "are"} muted.`, () => void unmute(keys));
}

export async function unmute(keys: readonly string[]): Promise<boolean> {
  return await save((config) => withoutMute(config, keys), `${named(keys)} ${keys.length === 1 ? "is" : "are"} not muted any more.`);
}

function named(keys: readonly string[]): string {
  return keys.length === 1 ? `“${overrideName(keys[0] ?? "")}”` : plural(keys.length, "resource");
}

async function save(change: Parameters<typeof changeNow>[0], done: string, undo?: () => void): Promise<boolean> {
  try {
    await changeNow(change);
    toast(done, "success", undo);
    return true;
  } catch (failure) {
    toast(errorSentence(failure), "error");
    return false;
  }
}
