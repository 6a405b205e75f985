import PulseAlerts
import PulseCore
import PulseInventory

/// A small estate and a catalogue to judge it, for tests.
final class CatalogueScene {
    static let start = Timestamp(seconds: 1_700_000_000)
    var inventory = Inventory()
    var catalogue: Catalogue
    var now = CatalogueScene.start

    init(_ change: (inout AlertConfiguration) -> Void = { _ in }) {
        var configuration = AlertConfiguration()
        change(&configuration)
        catalogue = Catalogue(configuration)
    }

    var snapshot: InventorySnapshot { inventory.snapshot }

    /// What a connection of Proxmox sees now.
    func see(_ rows: [ObservedResource], _ source: SourceKind = .proxmox, scope: String = "lab") throws {
        let completeness = Observation.Completeness.everything
        let observation = Observation(source: SourceScope(source, scope), at: now, resources: rows, completeness: completeness)
        _ = try inventory.handle(.observed(observation), at: now)
    }

    func pass(_ seconds: Int64) throws {
        now = now + .seconds(seconds)
        _ = try inventory.handle(.tick, at: now)
    }

    func resource(_ id: String) -> Resource? { snapshot.resource(id) }

    func judgements(_ id: String) -> [Judgement] {
        guard let resource = resource(id) else { return [] }
        var found: [Judgement] = []
        let moment = Moment(wall: now, steady: .seconds(now.seconds))
        catalogue.judge(resource, in: snapshot, at: moment) { found.append($0) }
        return found
    }

    func judgement(_ id: String, _ spec: String, part: String? = nil) -> Judgement? {
        judgements(id).first { $0.rule == RuleID(RuleID.Spec(spec), part: part) }
    }

    func reading(_ id: String, _ spec: String, part: String? = nil) -> Judgement.Reading? {
        judgement(id, spec, part: part)?.reading
    }

    func describe(_ id: String, _ spec: String, part: String? = nil) -> AlertDescription? {
        guard let judgement = judgement(id, spec, part: part), let resource = resource(id) else { return nil }
        return catalogue.describe(judgement, of: resource, in: snapshot)
    }

    /// Rules of the whole estate that would raise something now, as `<resource>|<type>[|part]`.
    func alarms() -> [String] {
        var found: [String] = []
        for resource in snapshot.resources {
            for judgement in judgements(resource.id) where judgement.isAlarm {
                let part = judgement.rule.part.map { "|" + $0 } ?? ""
                found.append("\(resource.name)|\(judgement.rule.spec.rawValue)\(part)")
            }
        }
        return found.sorted()
    }
}

extension Judgement {
    var isAlarm: Bool {
        switch reading {
        case .measured(let value, let threshold, _): value >= threshold.trigger
        case .faulty: true
        case .fine, .unknown, .off: false
        }
    }

    var trigger: Double? {
        if case .measured(_, let threshold, _) = reading { return threshold.trigger }
        return nil
    }
}
