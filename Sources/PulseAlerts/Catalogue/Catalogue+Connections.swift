import PulseCore
import PulseInventory

extension Catalogue {
    /// What the rule about connections says of one.
    public func judge(connection: ConnectionStanding) -> Judgement {
        let reading: Judgement.Reading
        if !configuration.isEnabled {
            reading = .off(.alertsDisabled)
        } else if let reason = silence(of: connection) {
            reading = .off(reason)
        } else {
            switch connection.state {
            case .healthy: reading = .fine
            case .stale: reading = .faulty(.warning, value: 0, threshold: 0)
            case .unreachable, .unauthorized: reading = .faulty(.critical, value: 0, threshold: 0)
            case .paused: reading = .off(.checkDisabled)
            }
        }
        let confirmation = Confirmation.readings(fire: 3, resolve: 3)
        return Judgement(RuleID(.connectionDegraded), reading, confirmation: confirmation, measuredAt: connection.checkedAt)
    }

    private func silence(of connection: ConnectionStanding) -> OffReason? {
        if configuration.overrides[connection.id]?.isDisabled == true { return .resourceDisabled }
        if configuration.overrides[connection.id]?.disableConnectivity == true { return .connectivityDisabled }
        let family: AlertFamily
        switch connection.product.lowercased() {
        case "pve", "proxmox": family = .node
        case "pbs": family = .pbs
        case "pmg": family = .pmg
        case "truenas": family = .truenas
        case "vsphere", "vmware": family = .vmware
        default: return nil
        }
        if configuration.disabledFamilies.contains(family) || configuration.offlineDisabledFamilies.contains(family) {
            return .familyDisabled
        }
        return nil
    }

    /// How its alert reads.
    public func describe(_ judgement: Judgement, of connection: ConnectionStanding) -> AlertDescription {
        let spec = "\(connection.id)-connection-degraded"
        var description = AlertDescription(
            id: "\(connection.id)::\(spec)", specID: spec, type: AlertType(RuleID.Spec.connectionDegraded.rawValue), kind: .discreteState,
            resourceID: connection.id, resourceName: connection.name)
        description.instance = connection.name
        let reason = connection.message.map { ": \($0)" } ?? ""
        description.message = "Connection '\(connection.name)' \(Self.phrase(connection.state))\(reason)"
        description.metadata = [
            "resourceType": .text("connection"), "connectionType": .text(connection.product), "state": .text(connection.state.rawValue),
            "canonicalAlertKind": .text(AlertKind.discreteState.rawValue), "canonicalSpecID": .text(spec),
        ]
        if let since = connection.since { description.metadata["since"] = .text(since.rfc3339) }
        if connection.state != .unauthorized { description.metadata["condition"] = .text("unreachable") }
        description.aliases = ["connection-degraded-\(connection.id)"]
        return description
    }

    private static func phrase(_ state: ConnectionStanding.State) -> String {
        switch state {
        case .healthy: "works"
        case .stale: "has brought nothing for a while"
        case .unreachable: "is unreachable"
        case .unauthorized: "is refused"
        case .paused: "is paused"
        }
    }
}
