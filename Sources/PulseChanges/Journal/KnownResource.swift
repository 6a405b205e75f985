import PulseCore
import PulseInventory

/// What the journal has told of a resource so far: what comes is compared with this, and it outlives a restart.
public struct KnownResource: Sendable, Equatable, Codable {
    public internal(set) var id: String
    var name: String
    var type: String
    /// The connection that shows it.
    var connection: String?
    /// When it was first seen.
    public internal(set) var since: Timestamp
    /// When it last came: when it was first seen, or seen again after it was gone.
    var arrivedAt: Timestamp
    /// Since when it is gone; it is remembered for a while, so that what comes and goes is recognised.
    var goneAt: Timestamp?
    var status: ResourceStatus?
    var boot: Timestamp?
    var node: String?
    var parentID: String?
    var parentName: String?
    var hasAgent: Bool
    var settings: [Setting]
    var allowance = ChangeAllowance()

    init(_ resource: Resource, _ sight: Sight?, at now: Timestamp) {
        let content = resource.content
        id = resource.id
        name = resource.name
        type = resource.contractType
        connection = content.facets.proxmox?.instance
        since = now
        arrivedAt = now
        status = sight?.status
        boot = sight?.boot
        node = sight?.node
        parentID = content.parentID
        parentName = content.parentName
        hasAgent = content.sources.contains(.agent)
        settings = sight?.settings ?? []
    }

    func change(_ event: ResourceChange.Event, at now: Timestamp, from before: String? = nil, to after: String? = nil) -> ResourceChange {
        ResourceChange(
            event: event, resourceID: id, resourceName: name, resourceType: type, at: now, before: before, after: after)
    }
}

extension KnownResource {
    /// Takes over what a look tells and answers what is new of it.
    ///
    /// - Parameter clock: the uptime of the look before; `nil` when there was none since the start.
    mutating func take(
        _ sight: Sight, of resource: Resource, clock: UptimeClock?, in snapshot: InventorySnapshot, at now: Timestamp
    ) -> [ResourceChange] {
        name = resource.name
        type = resource.contractType
        var changes: [ResourceChange] = []
        takeBoot(sight, clock, isWorkload: resource.kind.isWorkload, at: now, &changes)
        takeStatus(sight, at: now, &changes)
        takePlace(sight, resource.content, snapshot, at: now, &changes)
        if sight.hasAgent, !hasAgent { changes.append(change(.agentRegistered, at: now)) }
        hasAgent = sight.hasAgent
        for setting in sight.settings { take(setting, at: now, &changes) }
        return changes
    }

    private mutating func takeStatus(_ sight: Sight, at now: Timestamp, _ changes: inout [ResourceChange]) {
        guard let next = sight.status, next != status else { return }
        if let status { changes.append(change(.status, at: now, from: status.rawValue, to: next.rawValue)) }
        status = next
    }

    private mutating func takeBoot(
        _ sight: Sight, _ clock: UptimeClock?, isWorkload: Bool, at now: Timestamp, _ changes: inout [ResourceChange]
    ) {
        guard let next = sight.boot, let uptime = sight.uptime else { return }
        guard let boot else {
            boot = next
            return
        }
        guard let clock, let step = clock.step(to: uptime, boot: next) else { return }
        if next.since(boot) > UptimeClock.tolerance, step == .back || !clock.isProven {
            // A guest that was seen standing still has been started, which its status tells.
            if !isWorkload || status == .online { changes.append(change(.restarted, at: now, from: boot.rfc3339, to: next.rfc3339)) }
            self.boot = next
        } else if UptimeClock.differ(boot, next) {
            // Clocks drift apart in the course of months, and are set.
            self.boot = next
        }
    }

    private mutating func takePlace(
        _ sight: Sight, _ content: Resource.Content, _ snapshot: InventorySnapshot, at now: Timestamp, _ changes: inout [ResourceChange]
    ) {
        let former = parentID.map { snapshot.resource($0)?.id ?? $0 }
        let hasMoved = former.map { old in content.parentID.map { $0 != old } ?? false } ?? false
        let related = hasMoved ? [former, content.parentID].compactMap(\.self) : []
        if let next = sight.node {
            if let node, node != next {
                var migration = change(.migrated, at: now, from: node, to: next)
                migration.related = related
                changes.append(migration)
            }
            node = next
        } else if hasMoved {
            var move = change(.parent, at: now, from: parentName ?? former, to: content.parentName ?? content.parentID)
            move.related = related
            changes.append(move)
        }
        parentID = content.parentID ?? former
        parentName = content.parentName ?? parentName
    }

    private mutating func take(_ next: Setting, at now: Timestamp, _ changes: inout [ResourceChange]) {
        guard let place = settings.firstIndex(where: { $0.name == next.name && $0.origin == next.origin }) else {
            settings.append(next)
            return
        }
        let last = settings[place]
        guard !last.value.isSame(as: next.value) else { return }
        var configured = change(.configured, at: now, from: last.value.text, to: next.value.text)
        configured.setting = next.name
        changes.append(configured)
        // What other sources said before the change is no longer comparable.
        settings.removeAll { $0.name == next.name }
        settings.append(next)
    }
}
