import PulseInventory

/// A state that a platform reports of its own, `alerts` §6.7.
enum Incident {
    /// What kind of state it is.
    enum Subject {
        case unreachable, cephHealth

        var code: String {
            switch self {
            case .unreachable: IncidentCode.unreachable
            case .cephHealth: IncidentCode.cephHealth
            }
        }
        var category: String {
            switch self {
            case .unreachable: "availability"
            case .cephHealth: "health"
            }
        }
        var label: String {
            switch self {
            case .unreachable: "Guest agent unreachable"
            case .cephHealth: "Ceph health"
            }
        }
    }

    static func metadata(
        _ subject: Subject, provider: String, native: String, sources: [SourceKind]
    ) -> [String: MetadataValue] {
        [
            "metric": .text(RuleID.Spec.incident.rawValue), "incidentProvider": .text(provider), "incidentCode": .text(subject.code),
            "incidentCategory": .text(subject.category), "incidentLabel": .text(subject.label), "incidentNativeID": .text(native),
            "incidentSource": .text(provider), "resourceSources": .texts(sources.map(\.rawValue)),
        ]
    }
}
