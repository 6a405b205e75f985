import type { ClusterMember, ConnectionRecord } from "./connection.ts";

export const watchedNames = [
  ["monitorVMs", "Virtual machines"],
  ["monitorContainers", "Containers"],
  ["monitorStorage", "Storage"],
  ["monitorBackups", "Backups"],
  ["monitorPhysicalDisks", "Physical disks"],
] as const;

export type Watched = Readonly<Record<(typeof watchedNames)[number][0], boolean>>;

/** What is typed into the form. */
export interface Draft {
  readonly host: string;
  readonly name: string;
  readonly auth: "token" | "password";
  readonly tokenName: string;
  readonly tokenValue: string;
  readonly user: string;
  readonly password: string;
  readonly fingerprint: string;
  readonly watched: Watched;
  /** What is different from what the cluster says, by member. */
  readonly members: Readonly<Record<string, MemberDraft>>;
}

export interface MemberDraft {
  readonly displayName: string;
  readonly ipOverride: string;
}

export function memberKey(member: ClusterMember): string {
  return member.nodeIdentity ?? member.nodeName ?? "";
}

export function draftOf(record: ConnectionRecord | null): Draft {
  return {
    host: record?.host ?? "",
    name: record?.name ?? "",
    auth: record && record.hasPassword && !record.hasToken ? "password" : "token",
    tokenName: record?.tokenName ?? "",
    tokenValue: "",
    user: record?.user ?? "",
    password: "",
    fingerprint: record?.fingerprint ?? "",
    watched: Object.fromEntries(watchedNames.map(([key]) => [key, record?.[key] ?? true])) as Watched,
    members: Object.fromEntries((record?.clusterEndpoints ?? []).map((member) => [memberKey(member), { displayName: member.displayName ?? "", ipOverride: member.ipOverride ?? "" }])),
  };
}

/** Fields that lack something, each with what. A stored secret need not be typed again. */
export function missingIn(draft: Draft, record: ConnectionRecord | null): Partial<Record<keyof Draft, string>> {
  const problems: Partial<Record<keyof Draft, string>> = {};
  if (draft.host.trim() === "") problems.host = "The address of a node is needed.";
  if (draft.auth === "token") {
    if (!/^[^@\s]+@[^!\s]+![^\s]+$/.test(draft.tokenName.trim())) problems.tokenName = "Like user@realm!name.";
    if (draft.tokenValue === "" && !record?.hasToken) problems.tokenValue = "The secret is needed.";
  } else {
    if (draft.user.trim() === "") problems.user = "A user is needed.";
    if (draft.password === "" && !record?.hasPassword) problems.password = "The password is needed.";
  }
  return problems;
}

/** Name of a connection nobody named: its host. */
function nameOf(draft: Draft): string {
  return draft.name.trim() || draft.host.trim().replace(/^https?:\/\//i, "").replace(/[/?#].*$/, "").replace(/:\d+$/, "");
}

/** The body that creates or tests it. Certificates are checked, or the one that was trusted is pinned; never neither. */
export function requestOf(draft: Draft): Record<string, unknown> {
  return {
    type: "pve",
    name: nameOf(draft),
    host: draft.host.trim(),
    verifySSL: true,
    ...(draft.fingerprint ? { fingerprint: draft.fingerprint } : {}),
    ...credentials(draft),
    ...draft.watched,
  };
}

function credentials(draft: Draft): Record<string, string> {
  if (draft.auth === "token") return { tokenName: draft.tokenName.trim(), ...(draft.tokenValue ? { tokenValue: draft.tokenValue } : {}) };
  return { user: draft.user.trim(), ...(draft.password ? { password: draft.password } : {}) };
}

/** Only what differs from the stored connection. */
export function changesOf(draft: Draft, record: ConnectionRecord): Record<string, unknown> {
  const old = draftOf(record);
  const changes: Record<string, unknown> = {};
  if (draft.host.trim() !== old.host) changes.host = draft.host.trim();
  if (nameOf(draft) !== old.name) changes.name = nameOf(draft);
  if (draft.fingerprint !== old.fingerprint) {
    changes.fingerprint = draft.fingerprint;
    changes.verifySSL = true;
  }
  const given = credentials(draft), known = credentials(old);
  if (draft.auth !== old.auth || JSON.stringify(given) !== JSON.stringify(known)) Object.assign(changes, given);
  for (const [key] of watchedNames) if (draft.watched[key] !== old.watched[key]) changes[key] = draft.watched[key];
  return { ...changes, ...memberChanges(draft, old, record) };
}

function memberChanges(draft: Draft, old: Draft, record: ConnectionRecord): Record<string, unknown> {
  const members = record.clusterEndpoints ?? [];
  const changed = (field: keyof MemberDraft) => members.filter((member) => draft.members[memberKey(member)]?.[field].trim() !== old.members[memberKey(member)]?.[field]);
  const names = changed("displayName").map((member) => ({ nodeIdentity: memberKey(member), displayName: draft.members[memberKey(member)]?.displayName.trim() ?? "" }));
  const addresses = changed("ipOverride").map((member) => ({ nodeName: member.nodeName, ipOverride: draft.members[memberKey(member)]?.ipOverride.trim() ?? "" }));
  return { ...(names.length > 0 ? { clusterNodeDisplayNameOverrides: names } : {}), ...(addresses.length > 0 ? { clusterEndpointOverrides: addresses } : {}) };
}
