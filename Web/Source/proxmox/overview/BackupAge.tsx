import { estate } from "../../estate/estate.ts";
import { age, exactTime } from "../../format/time.ts";
import { h } from "../../preact.ts";
import type { Guest } from "../../resources/guest.ts";
import { backupAges } from "../../resources/severity.ts";
import { Icon } from "../../shell/Icon.tsx";

const hour = 3600;

let looked: { guests: unknown; known: boolean } = { guests: null, known: false };

/** Whether anybody tells of backups at all: where nobody does, none is no news. */
function backupsAreKnown(): boolean {
  const { guests } = estate.value;
  if (looked.guests !== guests) looked = { guests, known: guests.some((guest) => guest.backupAt !== null) };
  return looked.known;
}

/** How old the newest backup of a guest is. */
export function BackupAge({ guest, time }: { guest: Guest; time: number }) {
  if (guest.backupRunning) return <span class="backup running">running</span>;
  if (guest.template) return null;
  if (guest.backupAt === null) return <span class="crit">None</span>;
  const seconds = (time - guest.backupAt) / 1000, fresh = seconds <= backupAges.value.fresh * hour;
  const late = seconds > backupAges.value.stale * hour;
  return (
    <span class={`backup ${fresh ? "ok" : "warn"}`} title={`Last backup ${exactTime(guest.backupAt)}${late ? ", overdue" : ""}`}>
      {fresh && <Icon name="shield" />}{age(seconds)}{late && <span class="visually-hidden"> overdue</span>}
    </span>
  );
}

/** Beside the name: there is no backup, or none of the last days. */
export function BackupWarning({ guest, time }: { guest: Guest; time: number }) {
  if (guest.backupRunning || guest.template || !backupsAreKnown()) return null;
  const late = guest.backupAt !== null && (time - guest.backupAt) / 1000 > backupAges.value.stale * hour;
  if (guest.backupAt !== null && !late) return null;
  const words = guest.backupAt === null ? "no backup" : "backup overdue";
  return <span class={`shield ${guest.backupAt === null ? "crit" : "warn"}`} title={words}><Icon name="shieldAlert" /><span class="visually-hidden">{words}</span></span>;
}
