import type { MissingPrivilege } from "./connectionTest.ts";

/** Run as root on one node of Proxmox VE: a user that may only read, and a token for it. */
export const createToken = [
  "pveum user add pulse-monitor@pve",
  "pveum acl modify / --users pulse-monitor@pve --roles PVEAuditor",
  "pveum user token add pulse-monitor@pve pulse --privsep 0",
].join("\n");

export const suggestedToken = "pulse-monitor@pve!pulse";

/** Prints the fingerprint of a node's certificate, to be compared with what the page shows. */
export const printFingerprint = "openssl x509 -noout -fingerprint -sha256 -in /etc/pve/local/pve-ssl.pem";

/** Gives the user of a token what it lacks: one role of its own, at each path where something is missing. */
export function grant(missing: readonly MissingPrivilege[], account: string): string {
  const user = account.split("!")[0] || "pulse-monitor@pve";
  const privileges = [...new Set(missing.map((each) => each.privilege))].join(",");
  const paths = [...new Set(missing.map((each) => each.path || "/"))];
  return [
    `pveum role add PulseExtra --privs "${privileges}"`,
    ...paths.map((path) => `pveum acl modify ${path} --users ${user} --roles PulseExtra`),
  ].join("\n");
}
