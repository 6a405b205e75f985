import PulseCore

/// The names behind the numbers: resources, metrics, series and targets, and which of them the database does not know yet.
struct SeriesRegistry: Sendable {
    /// Names that are to be written with the next tick.
    struct News: Sendable {
        var resources: [(id: UInt32, key: String)] = []
        var metrics: [(id: UInt16, name: String)] = []
        var series: [(resource: UInt32, metric: UInt16)] = []
        var targets: [(target: HistoryTarget, resource: UInt32)] = []

        var isEmpty: Bool { resources.isEmpty && metrics.isEmpty && series.isEmpty && targets.isEmpty }
    }

    private var resources: [String: UInt32] = [:]
    /// Resources whose history was given to another: heir → bequeathers.
    private var merged: [UInt32: [UInt32]] = [:]
    private var keys: [UInt32: String] = [:]
    private var metricIDs: [Metric: UInt16] = [:]
    private(set) var metrics: [Metric] = []
    private(set) var resolutions: [MetricResolution] = []
    private var shapes: [UInt32: [UInt16]] = [:]
    private var targets: [HistoryTarget: UInt32] = [:]
    private var nextResource: UInt32 = 1
    private(set) var seriesCount = 0
    var news = News()

    /// The number of a resource, and those whose history it inherited.
    func parts(of key: String) -> [UInt32] {
        guard let id = resources[key] else { return [] }
        guard let older = merged[id] else { return [id] }
        return [id] + older
    }

    func id(of metric: Metric) -> UInt16? { metricIDs[metric] }
    func key(for target: HistoryTarget) -> String? { targets[target].flatMap { keys[$0] } }

    mutating func intern(_ key: String) -> UInt32 {
        if let id = resources[key] { return id }
        let id = nextResource
        nextResource += 1
        resources[key] = id
        keys[id] = key
        news.resources.append((id, key))
        return id
    }

    /// `nil` when 65,535 metrics are known: more is a fault of the caller.
    mutating func intern(_ metric: Metric) -> UInt16? {
        if let id = metricIDs[metric] { return id }
        guard metrics.count < Int(UInt16.max) else { return nil }
        let id = UInt16(metrics.count)
        found(metric: metric, id: id)
        news.metrics.append((id, metric.rawValue))
        return id
    }

    mutating func note(_ series: ArraySlice<UInt16>, of resource: UInt32) {
        let known = shapes[resource, default: []]
        if known.elementsEqual(series) { return }
        for metric in series where !known.contains(metric) {
            shapes[resource, default: []].append(metric)
            news.series.append((resource, metric))
            seriesCount += 1
        }
    }

    mutating func note(_ target: HistoryTarget, of resource: UInt32) {
        guard targets[target] != resource else { return }
        targets[target] = resource
        news.targets.append((target, resource))
    }

    /// How a rename changes the tables.
    enum Renaming: Equatable, Sendable {
        case nothing
        case rename(UInt32)
        case merge(UInt32, into: UInt32)
    }

    func renaming(_ old: String, to new: String) -> Renaming {
        guard old != new, let from = resources[old] else { return .nothing }
        guard let heir = resources[new] else { return .rename(from) }
        return .merge(from, into: heir)
    }

    mutating func apply(_ renaming: Renaming, _ old: String, to new: String) {
        switch renaming {
        case .nothing: return
        case .rename(let id):
            resources[old] = nil
            resources[new] = id
            keys[id] = new
        case .merge(let id, let heir):
            resources[old] = nil
            keys[id] = nil
            merged[heir, default: []] += [id] + (merged.removeValue(forKey: id) ?? [])
            for (target, resource) in targets where resource == id { targets[target] = heir }
        }
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

    mutating func found(target: HistoryTarget, of resource: UInt32) { targets[target] = resource }
}
