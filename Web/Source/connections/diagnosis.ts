import { plural } from "../format/number.ts";
import { duration, relative } from "../format/time.ts";
import type { State } from "../resources/state.ts";
import { type ConnectionRecord, healthOf, type PollHealth } from "./connection.ts";
import type { TestResult } from "./connectionTest.ts";

/** One thing that has to be right for data to come. */
export interface Check {
  readonly name: string;
  readonly state: State;
  readonly text: string;
}

/** What a connection goes through, in its order, with the codes that say that it went wrong there. */
const steps: readonly (readonly [name: string, codes: readonly string[]])[] = [
  ["The host's name is found", ["dns_failed", "host_not_allowed"]],
  ["The host answers", ["connect_refused", "timeout", "unreachable"]],
  ["Its certificate is the trusted one", ["tls_untrusted", "fingerprint_mismatch", "tls_failed"]],
  ["It is Proxmox VE", ["not_a_pve"]],
  ["The token or password is accepted", ["auth_failed"]],
  ["The account may read", ["permission_denied"]],
];

/** Why a connection brings data or does not: what a test just found, then what its polls say. `test` is `null` while it runs. */
export function diagnose(record: ConnectionRecord, poll: PollHealth | undefined, test: TestResult | null, now: number): readonly Check[] {
  return [...(test ? tested(test) : []), ...polled(record, poll, now)];
}

function tested(test: TestResult): readonly Check[] {
  if (test.kind === "passed") return steps.map(([name]) => ({ name, state: "online", text: "" }));
  const code = test.kind === "failed" ? test.code : test.changed ? "fingerprint_mismatch" : "tls_untrusted";
  const text = test.kind === "failed" ? [test.message, test.advice].filter(Boolean).join(" ") : "Edit the connection and test it there: the certificate is shown, and can be trusted.";
  const at = steps.findIndex(([, codes]) => codes.includes(code));
  if (at < 0) return [{ name: "A test of the connection", state: "failed", text }];
  return steps.map(([name], index) => index < at ? { name, state: "online", text: "" } : index === at ? { name, state: "failed", text } : { name, state: "unknown", text: "not reached" });
}

function polled(record: ConnectionRecord, poll: PollHealth | undefined, now: number): readonly Check[] {
  const checks: Check[] = [];
  const health = healthOf(record, poll, now);
  const last = Date.parse(poll?.pollStatus?.lastSuccess ?? record.lastSuccess ?? "");
  // A member that is lost is told below; the others bring data.
  const comes = health.state === "online" || health.state === "degraded";
  checks.push({
    name: "Data comes regularly",
    state: !comes ? health.state : Number.isFinite(last) ? "online" : "unknown",
    text: [Number.isFinite(last) ? `last ${relative(last, now)}` : "none yet", comes ? "" : health.detail || health.word].filter(Boolean).join("; "),
  });
  const members = record.clusterEndpoints ?? [];
  const lost = members.filter((member) => member.online === false || member.pulseReachable === false);
  if (members.length > 0) checks.push({ name: "All members are reachable", state: lost.length === 0 ? "online" : "degraded", text: lost.length === 0 ? plural(members.length, "member") : lost.map((member) => `${member.nodeName}: ${member.online === false ? "offline in the cluster" : member.pulseError ?? "not reachable from here"}`).join("; ") });
  for (const warning of poll?.warnings ?? []) checks.push({ name: "Everything can be read", state: "degraded", text: warning });
  return checks;
}

/** How long something is being waited for, and whether the usual causes are worth a look. */
export function waitingSince(since: number, now: number): { readonly text: string; readonly long: boolean } {
  const seconds = Math.max(0, (now - since) / 1000);
  return { text: duration(seconds), long: seconds >= 60 };
}
