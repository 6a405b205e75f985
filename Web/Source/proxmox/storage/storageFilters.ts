import type { Facet } from "../../filter/facets.ts";
import { stateFacet } from "../../filter/stateFacet.tsx";
import type { PhysicalDisk } from "../../resources/physicalDisk.ts";
import { stateWords } from "../../resources/state.ts";
import type { Storage } from "../../resources/storage.ts";
import type { Grouping } from "../../table/grouping.ts";
import { contentWords, hostText } from "./storageColumns.tsx";

export const storageFacets: readonly Facet<Storage>[] = [
  stateFacet(),
  { key: "node", name: "Node", of: (storage) => storage.nodes },
  { key: "type", name: "Type", of: (storage) => [storage.type] },
  { key: "cluster", name: "Cluster", of: (storage) => [storage.cluster] },
  { key: "content", name: "Content", of: (storage) => storage.content, title: (value) => contentWords[value] ?? value },
  { key: "protection", name: "Protection", of: (storage) => [storage.protection] },
];

export const diskFacets: readonly Facet<PhysicalDisk>[] = [
  stateFacet({ online: "Healthy", degraded: "Needs attention", failed: "Replace now" }),
  { key: "node", name: "Host", of: (disk) => [disk.node] },
  { key: "kind", name: "Kind", of: (disk) => [disk.type] },
  { key: "diskRole", name: "Role", of: (disk) => [disk.role] },
  { key: "diskGroup", name: "Belongs to", of: (disk) => [disk.belongsTo] },
];

export const groupings: readonly Grouping<Storage>[] = [
  { key: "node", name: "Host", of: hostText, none: "Unknown" },
  { key: "type", name: "Type", of: (storage) => storage.type, none: "Unknown" },
  { key: "status", name: "Status", of: (storage) => storage.state, title: (_, rows) => stateWords[rows[0]?.state ?? "unknown"] },
  { key: "cluster", name: "Cluster", of: (storage) => storage.cluster, none: "Standalone" },
];
