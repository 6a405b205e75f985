/** Wire types of what the notification pages read. */

export interface Health {
  readonly queue: {
    readonly pending: number;
    readonly sending: number;
    readonly sent: number;
    readonly failed: number;
    readonly dlq: number;
    readonly status: string;
    readonly failure_classes_7d?: Readonly<Record<string, number>>;
    readonly failure_class_window_days?: number;
    readonly completed_retention_days?: number;
  };
  readonly email?: { readonly enabled: boolean; readonly configured: boolean };
  readonly webhooks?: { readonly total: number; readonly enabled: number };
  readonly encryption?: { readonly enabled: boolean };
  readonly overall_healthy?: boolean;
}

export interface DeadLetter {
  readonly id: string;
  readonly type: string;
  readonly destinationId?: string;
  readonly alerts?: readonly { readonly resourceName?: string; readonly message?: string }[];
  readonly attempts?: number;
  readonly lastError?: string;
  readonly lastAttempt?: string;
  readonly createdAt?: string;
}

export interface LogEntry {
  readonly at: string;
  readonly destination: string;
  readonly destinationName?: string;
  readonly event?: string;
  readonly outcome: string;
  readonly class?: string;
  readonly detail?: string;
  readonly status?: number;
  readonly attempt?: number;
  readonly alertIdentifier?: string;
  readonly alertCount?: number;
  readonly summary?: string;
  readonly test?: boolean;
}

export interface EmailConfig {
  readonly enabled: boolean;
  readonly provider: string;
  readonly server: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly tls: boolean;
  readonly startTLS: boolean;
  readonly rateLimit: number;
  readonly tagFilter?: readonly string[];
  readonly tagFilterMode?: "all" | "any";
}

export interface Provider {
  readonly name: string;
  readonly smtpHost: string;
  readonly smtpPort: number;
  readonly tls: boolean;
  readonly startTLS: boolean;
  readonly instructions: string;
}

export interface AppriseConfig {
  readonly enabled: boolean;
  readonly mode: "cli" | "http";
  readonly targets: readonly string[];
  readonly timeoutSeconds: number;
  readonly serverUrl: string;
  readonly configKey: string;
  readonly apiKey: string;
  readonly apiKeyHeader: string;
  readonly skipTlsVerify: boolean;
}

export interface Webhook {
  readonly id?: string;
  readonly name: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly enabled: boolean;
  readonly service: string;
  readonly template: string;
  readonly customFields?: Readonly<Record<string, string>>;
  readonly mention?: string;
  readonly tagFilter?: readonly string[];
  readonly tagFilterMode?: "all" | "any";
  readonly signingSecret?: string;
}

export interface Template {
  readonly service: string;
  readonly label: string;
  readonly mentionPlaceholder?: string;
  readonly mentionHelp?: string;
  readonly urlPattern?: string;
  readonly method?: string;
  readonly payloadTemplate?: string;
  readonly instructions?: string;
}

export interface SelfTest {
  readonly enabled: boolean;
  readonly intervalHours: number;
  readonly lastRun?: string;
  readonly nextRun?: string;
}

/** Stands for a stored secret; sent back it keeps it. */
export const mask = "***REDACTED***";
