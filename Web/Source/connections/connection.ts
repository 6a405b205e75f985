import { duration } from "../format/time.ts";
import type { State } from "../resources/state.ts";

export type ConnectionType = "pve" | "pbs" | "pmg";

export const typeNames: Readonly<Record<ConnectionType, string>> = { pve: "Proxmox VE", pbs: "Proxmox Backup Server", pmg: "Proxmox Mail Gateway" };

/** A connection as `GET /api/config/nodes` lists it; secrets never come. */
export interface ConnectionRecord {
  readonly id: string;
  readonly type: ConnectionType;
  readonly name: string;
  readonly host: string;
  readonly guestURL?: string;
  readonly user?: string;
  readonly tokenName?: string;
  readonly fingerprint?: string;
  readonly hasPassword?: boolean;
  readonly hasToken?: boolean;
  readonly verifySSL?: boolean;
  readonly enabled?: boolean;
  readonly monitorVMs?: boolean;
  readonly monitorContainers?: boolean;
  readonly monitorStorage?: boolean;
  readonly monitorBackups?: boolean;
  readonly monitorPhysicalDisks?: boolean | null;
  readonly physicalDiskPollingMinutes?: number;
  readonly temperatureMonitoringEnabled?: boolean | null;
  readonly status?: string;
  readonly version?: string;
  readonly lastSuccess?: string;
  readonly isCluster?: boolean;
  readonly clusterName?: string;
  readonly clusterEndpoints?: readonly ClusterMember[];
}

export interface ClusterMember {
  readonly nodeIdentity?: string;
  readonly nodeName?: string;
  readonly displayName?: string;
  readonly host?: string;
  readonly ip?: string;
  readonly ipOverride?: string;
  readonly fingerprint?: string;
  readonly online?: boolean;
  readonly pulseReachable?: boolean | null;
  readonly pulseError?: string;
}

/** What the scheduler says of one connection. */
export interface PollHealth {
  readonly type?: string;
  readonly instance?: string;
  readonly displayName?: string;
  readonly connection?: string;
  readonly pollStatus?: {
    readonly lastSuccess?: string;
    readonly lastError?: { readonly at?: string; readonly message?: string; readonly category?: string };
    readonly consecutiveFailures?: number;
    readonly firstFailureAt?: string;
  };
  readonly breaker?: { readonly state?: string; readonly retryAt?: string };
  readonly deadLetter?: { readonly present?: boolean; readonly nextRetry?: string };
  readonly warnings?: readonly string[];
}

export interface ConnectionHealth {
  readonly state: State;
  readonly word: string;
  /** Why, since when, and when it is tried again. */
  readonly detail: string;
}

export function healthOf(record: ConnectionRecord, poll: PollHealth | undefined, now: number): ConnectionHealth {
  if (record.enabled === false) return { state: "stopped", word: "Paused", detail: "" };
  if (record.type !== "pve") return { state: "stopped", word: "Not asked yet", detail: "Kept for a later version" };
  const status = poll?.pollStatus;
  const failures = status?.consecutiveFailures ?? 0;
  if (failures > 0 || record.status === "error") {
    const since = moment(status?.firstFailureAt), next = moment(poll?.breaker?.retryAt) ?? moment(poll?.deadLetter?.nextRetry);
    const parts = [
      status?.lastError?.message ?? "",
      since === null ? "" : `for ${duration((now - since) / 1000)}`,
      next !== null && next > now ? `next try in ${duration((next - now) / 1000)}` : "",
    ];
    return { state: "offline", word: status?.lastError?.category === "permanent" ? "Unauthorized" : "Unreachable", detail: parts.filter(Boolean).join(", ") };
  }
  if (record.status === "connected") {
    const members = record.clusterEndpoints ?? [];
    const lost = members.filter((member) => member.pulseReachable === false || member.online === false);
    if (lost.length > 0) return { state: "degraded", word: "Live", detail: `${members.length - lost.length} of ${members.length} members reachable` };
    return { state: "online", word: "Live", detail: "" };
  }
  if (!status?.lastSuccess && !record.lastSuccess) return { state: "unknown", word: "Waiting for the first data", detail: "" };
  return { state: "degraded", word: "Disconnected", detail: "" };
}

function moment(text: string | undefined): number | null {
  const at = Date.parse(text ?? "");
  return Number.isFinite(at) && at > 0 ? at : null;
}

/** What a connection watches and what it was told to leave, in words. */
export function coverage(record: ConnectionRecord): { readonly covered: readonly string[]; readonly left: readonly string[] } {
  if (record.type !== "pve") return { covered: [], left: [] };
  const parts: readonly (readonly [boolean | null | undefined, string])[] = [
    [record.monitorVMs ?? true, "VMs"],
    [record.monitorContainers ?? true, "containers"],
    [record.monitorStorage ?? true, "storage"],
    [record.monitorBackups ?? true, "backups"],
    [record.monitorPhysicalDisks ?? true, "disks"],
  ];
  const named = (wanted: boolean) => parts.filter(([on]) => on === wanted).map(([, name]) => name);
  return { covered: named(true), left: named(false) };
}

/** The schedule names connections by type and name. */
export function pollOf(record: ConnectionRecord, polls: readonly PollHealth[]): PollHealth | undefined {
  return polls.find((poll) => poll.type === record.type && (poll.instance === record.name || poll.displayName === record.name || poll.connection === record.host));
}

/** How a member is seen by its cluster and from here. */
export function memberState({ online, pulseReachable: reachable }: ClusterMember): { readonly state: State; readonly word: string } {
  if (online === false) return { state: "offline", word: "Offline in the cluster" };
  if (reachable === false) return { state: "degraded", word: "Online, not reachable from here" };
  return reachable ? { state: "online", word: "Reachable" } : { state: "unknown", word: "Not asked yet" };
}

export type Standing = "live" | "problem" | "paused";

/** Into which heap of the list a connection goes. */
export function standingOf({ state }: ConnectionHealth): Standing {
  return state === "online" ? "live" : state === "stopped" ? "paused" : "problem";
}
