import PulseCore
import PulseInventory

/// Every rule for every kind of resource. A kind adds its rules in one place: `judge` is a switch over `ResourceKind`.
public struct Catalogue: Sendable {
    public private(set) var configuration: AlertConfiguration

    public init(_ configuration: AlertConfiguration) { self.configuration = configuration }

    /// Visits what each rule says of the resource now. Without an alert in the making, it makes no text.
    public mutating func judge(_ resource: Resource, in snapshot: InventorySnapshot, at now: Moment, _ visit: (Judgement) -> Void) {
    }

    /// How an alert of this judgement reads.
    public func describe(_ judgement: Judgement, of resource: Resource, in snapshot: InventorySnapshot) -> AlertDescription {
        AlertDescription(
            id: resource.id, specID: judgement.rule.spec.rawValue, type: AlertType(judgement.rule.spec.rawValue), kind: .metricThreshold,
            resourceID: resource.id, resourceName: resource.name)
    }
}
