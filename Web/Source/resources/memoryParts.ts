import { measured } from "./measured.ts";
import type { Resource } from "./resource.ts";

/** What else is known of a memory beside how much is used. Bytes; `null` is: not known. */
export interface MemoryParts {
  /** What the system gives back as soon as it is needed. */
  readonly cache: number | null;
  /** What the guest is held to. */
  readonly balloon: number | null;
  readonly swapUsed: number | null;
  readonly swapTotal: number | null;
}

export function memoryParts({ proxmox, agent }: Resource): MemoryParts {
  return {
    cache: measured(proxmox?.memoryCache ?? agent?.memory?.cache),
    balloon: measured(proxmox?.balloon),
    swapUsed: measured(proxmox?.swapUsed ?? agent?.memory?.swapUsed),
    swapTotal: measured(proxmox?.swapTotal ?? agent?.memory?.swapTotal),
  };
}
