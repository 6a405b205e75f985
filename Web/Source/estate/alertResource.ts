import type { Resource } from "../resources/resource.ts";

/** Finds the resource an alert is about: alerts name it by the id of the state's older lists, and parts of it (a disk, a pool) by a suffix. */
export class AlertResources {
  readonly #resources: ReadonlyMap<string, Resource>;
  #aliases: Map<string, string> | null = null;

  constructor(resources: ReadonlyMap<string, Resource>) {
    this.#resources = resources;
  }

  /** The id in the list of resources; the given one when nothing fits. */
  canonical(id: string): string {
    if (this.#resources.has(id)) return id;
    const aliases = this.#aliases ??= this.#read();
    for (const each of [id, id.replace(/-disk-[^/]*$/, ""), id.split("/")[0] ?? id]) {
      const found = this.#resources.has(each) ? each : aliases.get(each);
      if (found !== undefined) return found;
    }
    return id;
  }

  #read(): Map<string, string> {
    const aliases = new Map<string, string>();
    const add = (name: string | undefined, id: string) => name && !aliases.has(name) && aliases.set(name, id);
    for (const resource of this.#resources.values()) {
      add(resource.metricsTarget?.resourceId, resource.id);
      add(resource.agent?.agentId && `agent:${resource.agent.agentId}`, resource.id);
      const { instance, nodeName } = resource.proxmox ?? {};
      if (resource.physicalDisk?.devPath) add(`${instance}:${nodeName}:disk:${resource.physicalDisk.devPath.replace(/^\/dev\//, "")}`, resource.id);
    }
    return aliases;
  }
}
