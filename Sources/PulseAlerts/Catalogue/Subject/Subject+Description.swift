import PulseCore
import PulseInventory

extension Subject {
    /// An alert's description with what all have in common.
    ///
    /// - Parameters:
    ///   - id: of the resource, or of the part of it, in the state document.
    ///   - spec: what follows the id.
    ///   - others: ids of older versions.
    func description(
        _ id: String, _ spec: String, _ type: RuleID.Spec, _ kind: AlertKind, name: String? = nil, message: String,
        metadata: [String: MetadataValue] = [:], others: [String] = []
    ) -> AlertDescription {
        var description = AlertDescription(
            id: "\(id)::\(spec)", specID: spec, type: AlertType(type.rawValue), kind: kind, resourceID: id,
            resourceName: name ?? resource.name)
        description.node = nodeName
        description.nodeDisplayName = resource.content.facets.proxmox?.nodeDisplayName
        description.instance = instanceName
        description.message = message
        description.metadata = metadata.merging(common) { own, _ in own }
        description.metadata["canonicalAlertKind"] = .text(kind.rawValue)
        description.metadata["canonicalSpecID"] = .text(spec)
        description.aliases = others
        description.isMonitorOnly = settings.isMonitorOnly
        return description
    }

    private var common: [String: MetadataValue] {
        var common: [String: MetadataValue] = ["resourceType": .text(resource.contractType)]
        if !resource.content.tags.isEmpty { common["tags"] = .texts(resource.content.tags) }
        let isGuest = resource.kind == .vm || resource.kind == .systemContainer
        if isGuest || settings.isMonitorOnly { common["monitorOnly"] = .flag(settings.isMonitorOnly) }
        return common
    }

    /// The names by which the whole resource is known besides its id: an alert answers to all of them.
    func canonicalAliases(_ id: String, _ spec: String) -> [String] {
        let names =
            [resource.id] + resource.content.aliases + resource.content.supersededIDs
            + resource.content.sources.compactMap {
                resource.content.sourceIDs[$0]
            }
        var aliases: [String] = []
        for name in names.prefix(12) where name != id {
            aliases.append("\(name)::\(spec)")
            if spec.hasPrefix(id + "-") { aliases.append("\(name)::\(name)\(spec.dropFirst(id.count))") }
        }
        return aliases
    }

    /// Names of guests as older versions made them, for `<name>-<metric>`.
    func formerNames(_ id: String) -> [String] {
        guard resource.kind == .vm || resource.kind == .systemContainer else { return [id] }
        return [id] + OverrideKeys.guest(resource).filter { $0 != id && !$0.hasPrefix("guest:") }
    }
}

extension Subject {
    /// A figure over its trigger.
    ///
    /// - Parameters:
    ///   - id: as above.
    ///   - word: what the message begins with.
    func describe(
        _ judgement: Judgement, as id: String, word: String? = nil, name: String? = nil, metadata: [String: MetadataValue] = [:],
        others: [String] = []
    ) -> AlertDescription {
        let metric = judgement.rule.spec.metric
        let spec = "metric-threshold:\(judgement.rule.spec.rawValue)"
        var metadata = metadata
        let stem = "\(word ?? self.word) \(judgement.rule.spec.rawValue)"
        var message = stem
        if let metric { metadata["unit"] = .text(metric.unit) }
        if case .measured(let value, let threshold, _) = judgement.reading {
            metadata["clearThreshold"] = MetadataValue(threshold.clear)
            if let metric { message = Spoken.message(stem, value, metric) }
        }
        var aliases = others
        if judgement.rule.part == nil {
            aliases += canonicalAliases(id, spec) + formerNames(id).map { "\($0)-\(judgement.rule.spec.rawValue)" }
        } else {
            aliases.append("\(id)-\(judgement.rule.spec.rawValue)")
        }
        var description = description(
            id, spec, judgement.rule.spec, .metricThreshold, name: name, message: message, metadata: metadata, others: aliases)
        description.stem = stem
        return description
    }
}

extension MetadataValue {
    /// A number, whole where it is.
    init(_ number: Double) {
        self = number.rounded() == number && abs(number) < 9e15 ? .integer(Int64(number)) : .number(number)
    }
}
