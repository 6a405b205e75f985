import PulseCore

/// The names behind the numbers: resources, metrics, series and targets, and which of them the database does not know yet.
struct SeriesRegistry: Sendable {
    /// A change of names that the database is to learn with the next tick, in the order they happened.
    enum Change: Equatable, Sendable {
        case resource(UInt32, key: String)
        case metric(UInt16, name: String)
        case series(UInt32, UInt16)
        case target(MetricsTarget, UInt32)
        case renamed(UInt32, key: String)
        case merged(UInt32, into: UInt32)
        /// A group of resources without any history left.
        case forgotten(UInt32)
    }

    private var resources: [String: UInt32] = [:]
    /// Resources whose history was given to another: heir → bequeathers.
    private var merged: [UInt32: [UInt32]] = [:]
    private var keys: [UInt32: String] = [:]
    private var metricIDs: [Metric: UInt16] = [:]
    private(set) var metrics: [Metric] = []
    private(set) var resolutions: [MetricResolution] = []
    private var shapes: [UInt32: [UInt16]] = [:]
    private var targets: [MetricsTarget: UInt32] = [:]
    private var nextResource: UInt32 = 1
    private(set) var seriesCount = 0
    private(set) var changes: [Change] = []

    /// The number of a resource, and those whose history it inherited.
    func parts(of key: String) -> [UInt32] {
        guard let id = resources[key] else { return [] }
        guard let older = merged[id] else { return [id] }
        return [id] + older
    }

    func id(of metric: Metric) -> UInt16? { metricIDs[metric] }
    func key(for target: MetricsTarget) -> String? { targets[target].flatMap { keys[$0] } }

    mutating func intern(_ key: String) -> UInt32 {
        if let id = resources[key] { return id }
        let id = nextResource
        nextResource += 1
        resources[key] = id
        keys[id] = key
        changes.append(.resource(id, key: key))
        return id
    }

    /// `nil` when 65,535 metrics are known: more is a fault of the caller.
    mutating func intern(_ metric: Metric) -> UInt16? {
        if let id = metricIDs[metric] { return id }
        guard metrics.count < Int(UInt16.max) else { return nil }
        let id = UInt16(metrics.count)
        found(metric: metric, id: id)
        changes.append(.metric(id, name: metric.rawValue))
        return id
    }

    mutating func note(_ series: ArraySlice<UInt16>, of resource: UInt32) {
        let known = shapes[resource, default: []]
        if known.elementsEqual(series) { return }
        for metric in series where !known.contains(metric) {
            shapes[resource, default: []].append(metric)
            changes.append(.series(resource, metric))
            seriesCount += 1
        }
    }

    mutating func note(_ target: MetricsTarget, of resource: UInt32) {
        guard targets[target] != resource else { return }
        targets[target] = resource
        changes.append(.target(target, resource))
    }

    /// Gives the history of `old` to `new`; the resource that has it already inherits.
    mutating func rename(_ old: String, to new: String) {
        guard old != new, let id = resources.removeValue(forKey: old) else { return }
        guard let heir = resources[new] else {
            resources[new] = id
            keys[id] = new
            changes.append(.renamed(id, key: new))
            return
        }
        keys[id] = nil
        merged[heir, default: []] += [id] + (merged.removeValue(forKey: id) ?? [])
        for (target, resource) in targets where resource == id { targets[target] = heir }
        changes.append(.merged(id, into: heir))
    }

    /// Forgets the first changes, which the database knows now.
    mutating func written(_ count: Int) { changes.removeFirst(count) }

    /// Forgets a group of resources that has no history left.
    mutating func forget(_ group: UInt32) {
        let gone = HotGroup.resources(group)
        for id in gone {
            if let key = keys.removeValue(forKey: id) { resources[key] = nil }
            seriesCount -= shapes.removeValue(forKey: id)?.count ?? 0
            merged[id] = nil
        }
        for (target, resource) in targets where gone.contains(resource) { targets[target] = nil }
        for (heir, parts) in merged { merged[heir] = parts.filter { !gone.contains($0) } }
        changes.append(.forgotten(group))
    }
}

extension SeriesRegistry {
    // What the database knows, at start.
    mutating func found(resource id: UInt32, key: String?, mergedInto heir: UInt32?) {
        nextResource = max(nextResource, id + 1)
        if let key {
            resources[key] = id
            keys[id] = key
        } else if let heir {
            merged[heir, default: []].append(id)
        }
    }

    mutating func found(metric: Metric, id: UInt16) {
        metricIDs[metric] = id
        metrics.append(metric)
        resolutions.append(metric.resolution)
    }

    mutating func found(series metric: UInt16, of resource: UInt32) {
        shapes[resource, default: []].append(metric)
        seriesCount += 1
    }

    mutating func found(target: MetricsTarget, of resource: UInt32) { targets[target] = resource }
}
