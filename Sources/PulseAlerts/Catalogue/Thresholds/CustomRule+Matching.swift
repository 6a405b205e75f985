import PulseInventory

extension CustomRule {
    /// Whether the rule concerns the guest as it is now. A figure that is unknown fits no filter.
    func fits(_ guest: Resource) -> Bool {
        guard !filters.isEmpty else { return true }
        switch join {
        case .all: return filters.allSatisfy { $0.fits(guest) }
        case .any: return filters.contains { $0.fits(guest) }
        }
    }
}

extension CustomRule.Filter {
    /// The figure that the filter looks at; `nil` where it looks at texts, or at what nothing measures.
    var metric: ThresholdMetric? {
        kind == .metric ? ThresholdMetric.allCases.first { $0.name.lowercased() == field.lowercased() } : nil
    }

    /// Numbers this close are equal.
    private static let tolerance = 0.5

    fileprivate func fits(_ guest: Resource) -> Bool {
        switch kind {
        case .metric:
            guard let number, let figure = figure(of: guest.content.metrics) else { return false }
            return compares(figure, number)
        case .text:
            let sought = text.lowercased()
            return texts(of: guest).contains { $0.lowercased().contains(sought) }
        case .raw:
            let sought = rawText.isEmpty ? text.lowercased() : rawText.lowercased()
            return allTexts(of: guest).contains { $0.lowercased().contains(sought) }
        }
    }

    private func figure(of metrics: ResourceMetrics) -> Double? {
        switch field.lowercased() {
        case "cpu": metrics.cpu
        case "memory": metrics.memory?.percent
        case "disk": metrics.disk?.percent
        case "diskread": metrics.diskRead.map { $0 / Subject.megabyte }
        case "diskwrite": metrics.diskWrite.map { $0 / Subject.megabyte }
        case "networkin": metrics.netIn.map { $0 / Subject.megabyte }
        case "networkout": metrics.netOut.map { $0 / Subject.megabyte }
        default: nil
        }
    }

    private func compares(_ figure: Double, _ number: Double) -> Bool {
        switch comparison {
        case .above: figure > number
        case .below: figure < number
        case .atLeast: figure >= number
        case .atMost: figure <= number
        case .equal, .same, .contains: abs(figure - number) <= Self.tolerance
        }
    }

    private func texts(of guest: Resource) -> [String] {
        let content = guest.content
        let facet = content.facets.proxmox
        switch field.lowercased() {
        case "name": return [content.name]
        case "node": return [facet?.nodeName, facet?.nodeDisplayName].compactMap { $0 }
        case "vmid", "id": return [facet?.vmid.map(String.init), content.sourceIDs[.proxmox], content.id].compactMap { $0 }
        case "status": return [facet?.runtimeStatus ?? content.status.rawValue]
        case "type": return [guest.kind.rawValue, content.technology].compactMap { $0 }
        case "tags", "tag": return content.tags
        case "pool": return [facet?.pool].compactMap { $0 }
        case "instance": return [facet?.instance].compactMap { $0 }
        case "os", "osname": return [facet?.osName].compactMap { $0 }
        case "": return allTexts(of: guest)
        default: return []
        }
    }

    private func allTexts(of guest: Resource) -> [String] {
        let content = guest.content
        let facet = content.facets.proxmox
        let words: [String?] = [
            content.name, facet?.nodeName, facet?.vmid.map(String.init), facet?.runtimeStatus, content.technology, guest.kind.rawValue,
            facet?.pool, facet?.instance, facet?.osName,
        ]
        return words.compactMap { $0 } + content.tags
    }
}
