import type { Template, Webhook } from "./answers.ts";

export const newWebhook: Webhook = { name: "", url: "", method: "POST", headers: {}, enabled: true, service: "discord", template: "" };

/** Fields a service needs besides its address. */
export function fieldsOf(service: string): readonly (readonly [key: string, label: string, secret: boolean])[] {
  switch (service) {
    case "pushover":
      return [["token", "Application token", true], ["user", "User key", true]];
    case "pagerduty":
      return [["routing_key", "Routing key", true]];
    case "telegram":
      return [["chat_id", "Chat id", false]];
    case "gotify":
      return [["token", "Application token", true]];
    default:
      return [];
  }
}

export function urlProblem(url: string): string | null {
  if (url.trim() === "") return "An address is needed.";
  if (url.includes("{{")) return null;
  try {
    const { protocol } = new URL(url);
    return protocol === "https:" || protocol === "http:" ? null : "It has to begin with https:// or http://.";
  } catch {
    return "Not an address.";
  }
}

/** Headers as lines of text: `Name: value`. */
export function headersText(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join("\n");
}

export function readHeaders(text: string): Readonly<Record<string, string>> {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  return Object.fromEntries(lines.flatMap((line) => {
    const at = line.indexOf(":");
    return at > 0 ? [[line.slice(0, at).trim(), line.slice(at + 1).trim()]] : [];
  }));
}

/** What can be put into a template. */
export const variables = ["Level", "Type", "ResourceName", "ResourceID", "Node", "Instance", "Message", "Value", "Threshold", "StartTime", "Duration", "ID", "Mention", "Event"] as const;

export function templateOf(templates: readonly Template[], service: string): Template | undefined {
  return templates.find((each) => each.service === service);
}
