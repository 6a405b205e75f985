import PulseCore
import PulseInventory

/// Makes the resource of a Ceph cluster, `resource-facets` §8. Its source id is the cluster's own, so that a cluster that several
/// connections see is one.
public struct CephMapping: Sendable {
    public var scope: InstanceScope

    public init(scope: InstanceScope) { self.scope = scope }

    /// - Parameter start: When the cycle began: only what was read since gives samples.
    public func resource(of book: CephBook, measuredSince start: Timestamp) -> ObservedResource? {
        guard let status = book.status, let takenAt = book.takenAt else { return nil }
        let name = scope.clusterName.map { "\($0) Ceph" } ?? "Ceph"
        var ceph = ObservedResource(kind: .ceph, sourceID: status.fsid ?? "\(scope.instance)-ceph", name: name)
        ceph.technology = "ceph"
        ceph.status = ResourceStatus(cephHealth: status.health)
        ceph.identity.machineID = status.fsid
        ceph.facets.set(.proxmox(scope.owner(nil)))
        ceph.facets.set(.ceph(facet(status, book.usage)))
        // `ceph df` wins, `platform-polling` §2.9.
        guard let space = book.usage?.space ?? status.space else { return ceph }
        let capacity = Capacity(used: space.used, total: space.total)
        ceph.metrics.disk = capacity
        ceph.provenance = [Provenance(.disk, source: book.usage?.space == nil ? "ceph-status" : "ceph-df", measuredAt: takenAt)]
        if takenAt >= start { ceph.samples = StorageMapping.samples(capacity, available: space.available) }
        return ceph
    }

    private func facet(_ status: CephStatus, _ usage: CephUsage?) -> CephFacet {
        var facet = CephFacet(healthStatus: status.health ?? "HEALTH_UNKNOWN")
        facet.fsid = status.fsid
        let audible = status.checks.filter { !$0.isMuted && !$0.summary.isEmpty }
        if !audible.isEmpty { facet.healthMessage = audible.map(\.summary).joined(separator: "; ") }
        facet.checks = status.checks.map { CephFacet.Check(code: $0.code, severity: $0.severity, summary: $0.summary) }
        facet.monitors = status.monitors.total
        facet.managers = status.managers.total
        facet.osds = status.osds ?? 0
        facet.osdsUp = status.osdsUp ?? 0
        facet.osdsIn = status.osdsIn ?? 0
        facet.placementGroups = status.placementGroups ?? 0
        facet.pools = usage?.pools ?? []
        facet.services = services(status)
        return facet
    }

    private func services(_ status: CephStatus) -> [CephFacet.Service] {
        let daemons = [("mon", status.monitors), ("mgr", status.managers), ("mds", status.metadataServers)]
        let known = daemons.filter { $0.1.total > 0 }.map { CephFacet.Service(type: $0.0, running: $0.1.running, total: $0.1.total) }
        let names = Set(known.map(\.type))
        let further = status.services.sorted { $0.key < $1.key }.filter { $0.value > 0 && !names.contains($0.key) }
        return known + further.map { CephFacet.Service(type: $0.key, running: $0.value, total: $0.value) }
    }
}
