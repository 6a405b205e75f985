/** The pages of Proxmox, loaded together. */
export { CephPage } from "./ceph/CephPage.tsx";
export { GuestsPage } from "./overview/GuestsPage.tsx";
export { ReplicationPage } from "./replication/ReplicationPage.tsx";
export { StoragePage } from "./storage/StoragePage.tsx";
