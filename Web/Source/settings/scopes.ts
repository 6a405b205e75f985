/** What a token may do, in words; groups and order of the create form. */
export interface Scope {
  readonly id: string;
  readonly text: string;
}

export const scopeGroups: readonly { readonly name: string; readonly scopes: readonly Scope[] }[] = [
  {
    name: "Monitoring",
    scopes: [
      { id: "monitoring:read", text: "see machines, metrics and alerts" },
      { id: "monitoring:write", text: "acknowledge alerts, edit notes and tags" },
    ],
  },
  {
    name: "Agents",
    scopes: [
      { id: "agent:report", text: "send reports of a machine" },
      { id: "agent:config:read", text: "read an agent's settings" },
      { id: "agent:enroll", text: "enrol new agents" },
      { id: "agent:manage", text: "change, link and remove agents" },
      { id: "agent:exec", text: "run approved commands on agents" },
    ],
  },
  {
    name: "Docker and Kubernetes",
    scopes: [
      { id: "docker:report", text: "send reports of Docker hosts" },
      { id: "docker:manage", text: "manage Docker hosts and containers" },
      { id: "kubernetes:report", text: "send reports of clusters" },
      { id: "kubernetes:manage", text: "manage clusters" },
    ],
  },
  {
    name: "Settings and audit",
    scopes: [
      { id: "settings:read", text: "read settings" },
      { id: "settings:write", text: "change settings, tokens and users" },
      { id: "audit:read", text: "read the audit log" },
    ],
  },
  {
    name: "Assistant and actions",
    scopes: [
      { id: "ai:chat", text: "talk to the assistant" },
      { id: "ai:execute", text: "run Patrol and the assistant's tools" },
      { id: "actions:plan", text: "plan actions" },
      { id: "actions:approve", text: "approve actions" },
      { id: "actions:execute", text: "run approved actions" },
      { id: "relay:mobile:access", text: "use the phone relay" },
    ],
  },
];

export interface Preset {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
}

export const presets: readonly Preset[] = [
  { id: "dashboard", name: "Dashboard", scopes: ["monitoring:read"] },
  { id: "agent", name: "Agent", scopes: ["agent:report", "agent:config:read"] },
  { id: "docker", name: "Docker report", scopes: ["docker:report"] },
  { id: "kubernetes", name: "Kubernetes report", scopes: ["kubernetes:report"] },
  { id: "alerts", name: "Alert actions", scopes: ["monitoring:read", "monitoring:write"] },
  { id: "settings-read", name: "Settings read", scopes: ["settings:read"] },
  { id: "settings-admin", name: "Settings admin", scopes: ["settings:read", "settings:write"] },
  { id: "full", name: "Full access", scopes: ["*"] },
];

export function scopeText(id: string): string {
  if (id === "*") return "everything";
  return scopeGroups.flatMap((group) => group.scopes).find((scope) => scope.id === id)?.text ?? id;
}

/** The summary under the form: what a token with these scopes can do. */
export function ability(scopes: readonly string[]): string {
  if (scopes.length === 0) return "Choose a preset or at least one scope.";
  if (scopes.includes("*")) return "Can do everything this server offers, including changing settings and users.";
  return `Can ${scopes.map(scopeText).join("; ")}. Nothing else.`;
}

export interface Expiry {
  readonly id: string;
  readonly name: string;
  /** Duration as the server reads it; `null` is never. */
  readonly expiresIn: string | null;
}

export const expiries: readonly Expiry[] = [
  { id: "30d", name: "30 days", expiresIn: "720h" },
  { id: "90d", name: "90 days", expiresIn: "2160h" },
  { id: "1y", name: "1 year", expiresIn: "8760h" },
  { id: "never", name: "Never", expiresIn: null },
];
