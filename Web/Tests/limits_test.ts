import { limitsOf, mutedOf } from "../Source/alerts/limits.ts";
import type { Resource } from "../Source/resources/resource.ts";
import { factoryLimits, type Graded, limits, severity } from "../Source/resources/severity.ts";
import { equal } from "./check.ts";

const guest: Resource = { id: "vm-1", type: "vm", name: "web", proxmox: { instance: "prod", nodeName: "pve1", vmid: 100 } };
const other: Resource = { ...guest, id: "vm-2", proxmox: { instance: "prod", nodeName: "pve1", vmid: 200 } };
const node: Resource = { id: "agent-1", type: "agent", name: "pve1", proxmox: { clusterName: "prod", nodeName: "pve1" } };
const machine: Resource = { id: "agent-2", type: "agent", name: "nas", agent: { agentId: "nas" } };

const config = {
  hysteresisMargin: 4,
  guestDefaults: { cpu: { trigger: 70, clear: 60 }, memory: { trigger: 0, clear: 0 }, disk: { trigger: 90, clear: 0 } },
  nodeDefaults: { cpu: { trigger: 60, clear: 50 }, temperature: { trigger: 90, clear: 85 } },
  agentDefaults: { cpu: { trigger: 40, clear: 30 } },
  storageDefault: { trigger: 50, clear: 45 },
  diskTempByType: { nvme: { trigger: 72, clear: 68 } },
  overrides: { "guest:prod:100": { cpu: { trigger: 50, clear: 45 }, disk: { trigger: 0, clear: 0 } }, "prod-pve1": { temperature: { trigger: 70, clear: 60 } } },
};

Deno.test("the limit of a value: its resource's own, else its kind's, else the factory's; off is none", () => {
  const of = limitsOf(config);
  const table: [Graded, Resource | undefined, readonly [number, number] | null][] = [
    ["cpu", guest, [45, 50]],
    ["cpu", other, [60, 70]],
    ["cpu", undefined, [60, 70]],
    ["cpu", node, [50, 60]],
    ["cpu", machine, [30, 40]],
    ["memory", guest, null],
    ["memory", node, [80, 85]],
    ["disk", guest, null],
    ["disk", other, [86, 90]],
    ["temperature", node, [60, 70]],
    ["storage", undefined, [45, 50]],
    ["nvme temperature", undefined, [68, 72]],
    ["sas temperature", undefined, [60, 65]],
  ];
  for (const [kind, resource, limit] of table) equal(of(kind, resource), limit, `${kind} of ${resource?.id}`);
});

Deno.test("what is muted", () => {
  const of = mutedOf({ overrides: { "guest:prod:200": { disabled: true } } });
  equal([of(other), of(guest), of(node), mutedOf({})(other)], [true, false, false, false]);
});

Deno.test("severity follows the limits of now", () => {
  const grades = () => [44, 45, 50].map((value) => severity("cpu", value, guest));
  equal(grades(), ["normal", "normal", "normal"]);
  limits.set(limitsOf(config));
  equal(grades(), ["normal", "warning", "critical"]);
  equal([severity("memory", 99, guest), severity("cpu", null, guest)], ["normal", "normal"]);
  limits.set(factoryLimits);
});
