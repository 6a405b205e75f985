/** The server's reasons in the words of the page. */

const holds: Readonly<Record<string, string>> = {
  "quiet-hours": "Held by quiet hours",
  acknowledged: "Acknowledged: no more notices",
  cooldown: "Not repeated before the cooldown is over",
  flapping: "It comes and goes too often; notices pause",
  "hourly-limit": "Sent as often as an hour allows",
  "monitor-only": "Marked as shown only, by the tag pulse-monitor-only",
  "gate-closed": "Notices are not switched on",
  "minimum-change": "Raised a moment ago with nearly the same value",
  "notify-on-resolve-off": "That it is over is not sent",
};

const offs: Readonly<Record<string, string>> = {
  "alerts-disabled": "alerts are switched off",
  "family-disabled": "alerts of all things of this kind are switched off",
  "resource-disabled": "an override switches off the alerts of this resource",
  "metric-off": "there is no threshold",
  "connectivity-disabled": "an override switches off what is about reachability",
  "check-disabled": "the check is switched off",
  "tag-silenced": "the tag pulse-no-alerts is set",
  "tag-filter": "the tags that are wanted or ignored leave it out",
  "name-ignored": "names that begin so are ignored",
  "not-running": "it does not run",
  "not-started-on-boot": "it is not started with its node",
  "backup-running": "a backup is running",
  "parent-unreachable": "what it runs on is out of reach",
  "other-source": "another source says it better",
};

export function holdWords(reason: string): string {
  const words = spaced(reason);
  return holds[reason] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

export function offWords(reason: string): string {
  return offs[reason] ?? spaced(reason);
}

/** How things stand now by a rule about `word`. */
export function readingWords(reading: string | undefined, word: string, value: string | null): string {
  switch (reading) {
    case "fine":
      return `${word}: as it should be now`;
    case "unknown":
      return `${word}: not known now`;
    default:
      return value === null || reading === "faulty" && value.startsWith("0") ? `${word}: wrong now` : `${word} is ${value}`;
  }
}

function spaced(reason: string): string {
  return reason.replaceAll(/[-_]/g, " ");
}
