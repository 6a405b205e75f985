/// Where the threshold in force comes from, for people who ask why.
public enum ThresholdOrigin: Sendable, Hashable {
    /// The defaults of its group; the member of the settings, for example `guestDefaults`.
    case defaults(String)
    case customRule(id: String, name: String)
    /// The key of the override.
    case override(String)
    /// `nvme`, `sata`, … in the settings' member.
    case diskType(String, in: String)
    /// A tag of the resource, for example `pulse-relaxed`.
    case tag(String)
    /// The rule compares no figure that people can set.
    case fixed

    /// For example `override(guest:lab:100)`.
    public var text: String {
        switch self {
        case .defaults(let member): "default(\(member))"
        case .customRule(let id, let name): name.isEmpty ? "custom-rule(\(id))" : "custom-rule(\(name))"
        case .override(let key): "override(\(key))"
        case .diskType(let name, let member): "disk-type(\(member).\(name))"
        case .tag(let tag): "tag(\(tag))"
        case .fixed: "fixed"
        }
    }
}
