/** Wire types of the answers the interface reads. */

export interface SecurityStatus {
  readonly detailLevel?: "public" | "authenticated" | "privileged";
  readonly hasAuthentication: boolean;
  readonly requiresAuth?: boolean;
  readonly hideLocalLogin?: boolean;
  readonly ssoProviders?: readonly SsoProvider[];
  readonly authUsername?: string;
  readonly proxyAuthUsername?: string;
  readonly proxyAuthLogoutURL?: string;
  readonly ssoSessionUsername?: string;
  readonly ssoSessionDisplayName?: string;
  readonly ssoLogoutURL?: string;
  /** What the token may do that this caller came with; absent for people. */
  readonly tokenScopes?: readonly string[];
  readonly settingsCapabilities?: Readonly<Record<string, boolean>>;
  readonly presentationPolicy?: { readonly demoMode?: boolean };
  /** For administrators: how this very page reached the server. */
  readonly publicAccess?: boolean;
  readonly hasHTTPS?: boolean;
}

export interface SsoProvider {
  readonly id: string;
  readonly name: string;
  readonly displayName?: string;
  readonly loginUrl: string;
}

export interface VersionAnswer {
  readonly version?: string;
  readonly isDocker?: boolean;
  readonly deploymentType?: string;
}

export interface ApiTokenRecord {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly createdAt: string;
  readonly lastUsedAt?: string;
  readonly expiresAt?: string;
  readonly scopes: readonly string[];
  readonly ownerUserId?: string;
}

export interface CreatedToken {
  readonly token: string;
  readonly record: ApiTokenRecord;
}

export interface HistoryPoint {
  readonly timestamp: number;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
}

export interface HistoryAnswer {
  readonly start: number;
  readonly end: number;
  /** All metrics, or the points of the one that was asked for. */
  readonly metrics?: Readonly<Record<string, readonly HistoryPoint[]>>;
  readonly points?: readonly HistoryPoint[];
}

export type SeriesAnswer = Readonly<Record<string, Readonly<Record<string, readonly HistoryPoint[]>>>>;

/** Series by the id of their metrics target, in groups by what they are of. */
export interface ChartsAnswer {
  readonly data?: SeriesAnswer;
  readonly nodeData?: SeriesAnswer;
  readonly storageData?: SeriesAnswer;
  readonly agentData?: SeriesAnswer;
}

export interface ProvenanceEntry {
  readonly metric: string;
  readonly source: string;
  readonly fallbacks?: readonly { readonly source: string; readonly reason: string }[];
  readonly measuredAt?: string;
  readonly ageSeconds?: number;
}

/** What a single resource's answer adds to its live form. */
export interface ResourceAnswer {
  readonly id: string;
  /** Through which it is known; more than one when they were merged. */
  readonly sources?: readonly string[];
  readonly canonicalIdentity?: { readonly primaryId?: string; readonly platformId?: string; readonly aliases?: readonly string[]; readonly supersededIds?: readonly string[] };
  readonly identity?: { readonly machineId?: string; readonly dmiUuid?: string; readonly hostnames?: readonly string[]; readonly macAddresses?: readonly string[] };
  /** Ids of resources that may be the same thing. */
  readonly possibleDuplicates?: readonly string[];
  readonly provenance?: readonly ProvenanceEntry[];
  readonly sourceStatus?: Readonly<Record<string, { readonly status: string; readonly lastSeen?: string; readonly error?: string }>>;
}
