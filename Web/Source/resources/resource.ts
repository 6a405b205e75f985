import type { CephFacet, PhysicalDiskFacet, ProxmoxFacet, StorageFacet } from "./proxmoxFacets.ts";

/** A resource as the state and the live connection bring it (broadcast form). */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly technology?: string;
  readonly name: string;
  readonly displayName?: string;
  readonly platformType?: string;
  readonly parentId?: string;
  readonly parentName?: string;
  readonly status?: string;
  readonly cpu?: Usage;
  readonly memory?: Usage;
  readonly disk?: Usage;
  /** Rates in bytes per second, whatever the names say. */
  readonly network?: { readonly rxBytes?: number; readonly txBytes?: number };
  readonly diskIO?: { readonly readRate?: number; readonly writeRate?: number };
  readonly temperature?: number;
  readonly uptime?: number;
  readonly tags?: readonly string[];
  readonly customUrl?: string;
  /** Milliseconds; 0 means never. */
  readonly lastSeen?: number;
  readonly identity?: { readonly hostname?: string; readonly machineId?: string; readonly ips?: readonly string[] };
  readonly metricsTarget?: { readonly resourceType: string; readonly resourceId: string };
  readonly clusterId?: string;
  readonly incidentSummary?: string;
  readonly agent?: AgentFacet;
  readonly proxmox?: ProxmoxFacet;
  readonly storage?: StorageFacet;
  readonly physicalDisk?: PhysicalDiskFacet;
  readonly ceph?: CephFacet;
}

/** `current` is a percentage; sizes are bytes. */
export interface Usage {
  readonly current?: number;
  readonly total?: number;
  readonly used?: number;
  readonly free?: number;
}

export interface AgentFacet {
  readonly agentId?: string;
  readonly hostname?: string;
  readonly agentVersion?: string;
  readonly stale?: boolean;
  readonly intervalSeconds?: number;
  readonly platform?: string;
  readonly osName?: string;
  readonly osVersion?: string;
  readonly kernelVersion?: string;
  readonly architecture?: string;
  readonly cpuCount?: number;
  readonly cpuModel?: string;
  readonly loadAverage?: readonly number[];
  readonly uptimeSeconds?: number;
  readonly temperature?: number;
  readonly memory?: MemoryReading;
  readonly netInRate?: number;
  readonly netOutRate?: number;
  readonly diskReadRate?: number;
  readonly diskWriteRate?: number;
  readonly networkInterfaces?: readonly NetworkInterface[];
  readonly disks?: readonly Filesystem[];
  readonly diskIo?: readonly DiskCounters[];
  readonly sensors?: Sensors;
  readonly raid?: readonly RaidArray[];
  readonly isContainer?: boolean;
  readonly commandsEnabled?: boolean;
  readonly pressure?: Pressure;
}

/** Share of time in which work waited for something, percent. */
export interface Pressure {
  readonly cpuSome?: Stall;
  readonly memorySome?: Stall;
  readonly memoryFull?: Stall;
  readonly ioSome?: Stall;
  readonly ioFull?: Stall;
}

export interface Stall {
  readonly avg10?: number;
  readonly avg60?: number;
  readonly avg300?: number;
}

export interface MemoryReading {
  readonly total?: number;
  readonly used?: number;
  readonly free?: number;
  readonly cache?: number;
  readonly swapUsed?: number;
  readonly swapTotal?: number;
  readonly usageUnavailable?: boolean;
}

export interface NetworkInterface {
  readonly name: string;
  readonly mac?: string;
  readonly addresses?: readonly string[];
  /** Counters since the interface came up. */
  readonly rxBytes?: number;
  readonly txBytes?: number;
  /** Bytes per second, where the server measured them. */
  readonly rxRate?: number;
  readonly txRate?: number;
  readonly speedMbps?: number;
  readonly status?: string;
}

export interface Filesystem {
  readonly device?: string;
  readonly mountpoint?: string;
  readonly filesystem?: string;
  readonly type?: string;
  readonly total?: number;
  readonly used?: number;
  readonly free?: number;
  readonly usage?: number;
}

export interface DiskCounters {
  readonly device: string;
  readonly readBytes?: number;
  readonly writeBytes?: number;
  readonly readOps?: number;
  readonly writeOps?: number;
  readonly ioTimeMs?: number;
  /** Bytes per second and percent of time busy, where the server measured them. */
  readonly readRate?: number;
  readonly writeRate?: number;
  readonly busy?: number;
}

/** A software array; `state` is the kernel's word. */
export interface RaidArray {
  readonly device: string;
  readonly level: string;
  readonly state: string;
  readonly totalDevices: number;
  readonly activeDevices: number;
  readonly failedDevices: number;
  readonly spareDevices: number;
  readonly rebuildPercent?: number;
  /** What it is doing: `recovery`, `check`. */
  readonly operation?: string;
}

export interface Sensors {
  readonly temperatureCelsius?: Readonly<Record<string, number>>;
  readonly fanRpm?: Readonly<Record<string, number>>;
  readonly powerWatts?: Readonly<Record<string, number>>;
}
