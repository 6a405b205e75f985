import type { Filesystem, MemoryReading, NetworkInterface, Pressure } from "./resource.ts";

/** What Proxmox VE says of a node or guest. Every field may be missing: not known. */
export interface ProxmoxFacet {
  /** The id under which the older lists of the state know it. */
  readonly sourceId?: string;
  readonly nodeName?: string;
  readonly nodeDisplayName?: string;
  readonly instance?: string;
  readonly host?: string;
  readonly guestUrl?: string;
  readonly clusterName?: string;
  readonly isClusterMember?: boolean;
  readonly pool?: string;
  readonly vmid?: number;
  readonly connectionHealth?: string;
  /** The platform's own word, such as `paused`. */
  readonly runtimeStatus?: string;
  readonly uptime?: number;
  readonly lock?: string;
  readonly onBoot?: boolean;
  readonly template?: boolean;
  readonly lastBackup?: string;
  readonly backupInProgress?: boolean;
  readonly diskStatusReason?: string;
  readonly guestAgentStatus?: string;
  readonly containerType?: string;
  readonly isOci?: boolean;
  readonly osTemplate?: string;
  readonly osName?: string;
  readonly osVersion?: string;
  readonly agentVersion?: string;
  readonly networkInterfaces?: readonly NetworkInterface[];
  readonly replication?: readonly ReplicationFacet[];
  readonly pveVersion?: string;
  readonly kernelVersion?: string;
  readonly cpuInfo?: { readonly model?: string; readonly cores?: number; readonly sockets?: number; readonly mhz?: string | number };
  readonly loadAverage?: readonly number[];
  readonly pendingUpdates?: number;
  readonly temperatureMonitoringEnabled?: boolean;
  readonly temperature?: number;
  readonly temperatureDetails?: TemperatureDetails;
  readonly cpus?: number;
  readonly disks?: readonly Filesystem[];
  readonly swapUsed?: number;
  readonly swapTotal?: number;
  readonly balloon?: number;
  /** Bytes the guest takes from its node. */
  readonly hostMemory?: number;
  readonly pressure?: Pressure;
  readonly memoryCache?: number;
  readonly memory?: MemoryReading;
}

export interface TemperatureDetails {
  readonly cpuPackage?: number;
  readonly cpuMax?: number;
  readonly cores?: readonly { readonly core: number; readonly temp?: number }[];
  readonly gpu?: readonly { readonly device: string; readonly edge?: number; readonly junction?: number; readonly mem?: number }[];
  readonly nvme?: readonly { readonly device: string; readonly temp?: number }[];
  readonly smart?: readonly { readonly device: string; readonly model?: string; readonly temperature?: number; readonly standbySkipped?: boolean }[];
}

/** A replication job of a guest; times are milliseconds. */
export interface ReplicationFacet {
  readonly jobId: string;
  readonly guestId?: number;
  readonly sourceNode?: string;
  readonly targetNode?: string;
  readonly schedule?: string;
  readonly type?: string;
  readonly enabled: boolean;
  readonly state?: string;
  readonly status?: string;
  readonly lastSyncTime?: number;
  readonly nextSyncTime?: number;
  readonly durationSeconds?: number;
  readonly failCount?: number;
  readonly error?: string;
  readonly comment?: string;
  readonly rateLimitMbps?: number;
}

export interface StorageFacet {
  readonly type?: string;
  readonly content?: string;
  readonly contentTypes?: readonly string[];
  readonly shared?: boolean;
  readonly enabled?: boolean;
  readonly active?: boolean;
  readonly isCeph?: boolean;
  readonly isZfs?: boolean;
  readonly platform?: string;
  readonly topology?: string;
  readonly vdevLayout?: string;
  readonly protection?: string;
  readonly protectionReduced?: boolean;
  readonly rebuildInProgress?: boolean;
  readonly rebuildSummary?: string;
  readonly riskSummary?: string;
  readonly risk?: Risk;
  readonly nodes?: readonly string[];
  readonly pool?: string;
  readonly path?: string;
  readonly zfsPool?: ZfsPool;
  readonly zfsPoolState?: string;
}

export interface Risk {
  readonly level: string;
  readonly reasons?: readonly { readonly code: string; readonly severity: string; readonly summary: string }[];
}

export interface ZfsPool {
  readonly name: string;
  readonly state: string;
  readonly status?: string;
  readonly scan?: string;
  readonly readErrors?: number;
  readonly writeErrors?: number;
  readonly checksumErrors?: number;
  readonly size?: number;
  readonly fragmentation?: number;
  readonly dedupRatio?: number;
  readonly errors?: string;
  readonly devices?: readonly ZfsDevice[];
}

export interface ZfsDevice {
  readonly name: string;
  readonly type?: string;
  readonly role?: string;
  readonly parent?: string;
  readonly state: string;
  readonly readErrors?: number;
  readonly writeErrors?: number;
  readonly checksumErrors?: number;
  readonly message?: string;
}

export interface PhysicalDiskFacet {
  readonly devPath?: string;
  readonly model?: string;
  readonly vendor?: string;
  readonly serial?: string;
  readonly wwn?: string;
  readonly diskType?: string;
  readonly sizeBytes?: number;
  readonly health?: string;
  /** Percent of life left; -1 unknown. */
  readonly wearout?: number;
  /** 0 is unknown. */
  readonly temperature?: number;
  readonly rpm?: number;
  readonly used?: string;
  readonly storageRole?: string;
  readonly storageGroup?: string;
  readonly spunDown?: boolean;
  readonly risk?: Risk;
  readonly smart?: Readonly<Record<string, number>>;
}

export interface CephFacet {
  readonly fsid?: string;
  readonly healthStatus?: string;
  readonly healthMessage?: string;
  readonly healthChecks?: readonly { readonly code: string; readonly severity?: string; readonly summary?: string }[];
  readonly numMons?: number;
  readonly numMgrs?: number;
  readonly numOsds?: number;
  readonly numOsdsUp?: number;
  readonly numOsdsIn?: number;
  readonly numPGs?: number;
  readonly pools?: readonly { readonly name: string; readonly storedBytes?: number; readonly availableBytes?: number; readonly objects?: number; readonly percentUsed?: number }[];
  readonly services?: readonly { readonly type: string; readonly running: number; readonly total: number }[];
}
