import PulseInventory

/// The rules for some kinds of resources. A new kind adds a type that conforms, and its line in `Catalogue.family(of:)`.
protocol RuleFamily {
    /// Visits what each rule says of the resource. Makes no text for healthy ones: this runs for everything, each tick.
    static func judge(_ subject: Subject, _ mounts: inout MountKeys, _ visit: (Judgement) -> Void)

    /// How an alert of one of its judgements reads.
    static func describe(_ judgement: Judgement, of subject: Subject, _ mounts: inout MountKeys) -> AlertDescription
}
