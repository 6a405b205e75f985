import PulseInventory

/// Which figures of the metrics export mean the same as the live ones, so that a hole may be filled with them. A line that jumps where a
/// hole was filled would be worse than the hole.
///
/// | figure | live source | export | filled |
/// |---|---|---|---|
/// | CPU, rates, load, swap, pressure, host memory | any | the same counters and gauges | yes |
/// | memory of a container | `cluster-resources` | `mem_used`, cache included, as live | yes |
/// | memory of a machine | `freemem`, `status-mem`, `cluster-resources` | `mem_used`: what the balloon or the process says, as live | yes |
/// | | `meminfo-*`, `guest-agent-meminfo`, `previous-snapshot` | the same, with the guest's cache, which nobody has counted | no |
/// | memory of a node | `available-field`, `rrd-memused`, `derived-total-minus-used` | `mem_used` of the same function of Proxmox | yes |
/// | | `rrd-memavailable` | only with `mem_available` | with it |
/// | | `derived-free-buffers-cached`, `previous-snapshot` | it is not told what Proxmox took for cache | no |
/// | disk of a machine | the guest agent's file systems | the size of the image, or 0 | no |
/// | disk of a container or node | `cluster-resources`, `rootfs` | the same | yes |
///
/// The export never becomes a live figure, and so stands in no provenance.
enum ExportLikeness {
    static let memory: Set<MetricsExport.Figure> = [.memoryUsed, .memoryTotal, .memoryAvailable]
    static let disk: Set<MetricsExport.Figure> = [.diskUsed, .diskTotal]

    /// What is not to be filled of a guest.
    ///
    /// - Parameters:
    ///   - memorySource: Of its live memory; `nil` when there is none yet.
    ///   - isSettled: Whether a better source than that is not still to come: its status was read, and its agent asked.
    static func unlike(_ kind: GuestKind, memorySource: String?, isSettled: Bool) -> Set<MetricsExport.Figure> {
        guard kind == .qemu else { return [] }
        guard isSettled, let memorySource, GuestMemory.lowTrust.contains(memorySource) else { return memory.union(disk) }
        return disk
    }

    /// What is not to be filled of a node.
    static func unlike(nodeMemorySource source: String?) -> Set<MetricsExport.Figure> {
        switch source {
        case "available-field", "rrd-memused", "derived-total-minus-used": []
        case "rrd-memavailable": [.memoryUsed]
        default: memory
        }
    }
}
