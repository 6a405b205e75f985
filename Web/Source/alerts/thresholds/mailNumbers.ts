import type { NumberField } from "./group.ts";

/** A number of the configuration in a form. */
export const number = (path: string, label: string, unit: string, hint?: string): NumberField => ({ path: path.split("."), label, unit, ...(hint ? { hint } : {}) });

const mail = (key: string, label: string, unit: string) => number(`pmgDefaults.${key}`, label, unit);

/** The limits of mail gateways, as pairs of warning and critical. */
export const mailNumbers: readonly NumberField[] = [
  mail("queueTotalWarning", "Queue, warning", "mails"),
  mail("queueTotalCritical", "Queue, critical", "mails"),
  mail("oldestMessageWarnMins", "Oldest mail, warning", "min"),
  mail("oldestMessageCritMins", "Oldest mail, critical", "min"),
  mail("deferredQueueWarn", "Deferred, warning", "mails"),
  mail("deferredQueueCritical", "Deferred, critical", "mails"),
  mail("holdQueueWarn", "On hold, warning", "mails"),
  mail("holdQueueCritical", "On hold, critical", "mails"),
  mail("quarantineSpamWarn", "Spam quarantine, warning", "mails"),
  mail("quarantineSpamCritical", "Spam quarantine, critical", "mails"),
  mail("quarantineVirusWarn", "Virus quarantine, warning", "mails"),
  mail("quarantineVirusCritical", "Virus quarantine, critical", "mails"),
  mail("quarantineGrowthWarnPct", "Growth, warning", "%"),
  mail("quarantineGrowthCritPct", "Growth, critical", "%"),
  mail("quarantineGrowthWarnMin", "and at least, warning", "mails"),
  mail("quarantineGrowthCritMin", "and at least, critical", "mails"),
];
