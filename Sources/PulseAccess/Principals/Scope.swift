/// What an API token may do; people are limited by roles instead.
public struct Scope: RawRepresentable, Hashable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Everything; satisfies every other scope.
    public static let all = Scope(rawValue: "*")
    public static let monitoringRead = Scope(rawValue: "monitoring:read")
    public static let monitoringWrite = Scope(rawValue: "monitoring:write")
    public static let dockerReport = Scope(rawValue: "docker:report")
    public static let dockerManage = Scope(rawValue: "docker:manage")
    public static let kubernetesReport = Scope(rawValue: "kubernetes:report")
    public static let kubernetesManage = Scope(rawValue: "kubernetes:manage")
    public static let agentReport = Scope(rawValue: "agent:report")
    public static let agentConfigRead = Scope(rawValue: "agent:config:read")
    public static let agentManage = Scope(rawValue: "agent:manage")
    public static let agentExec = Scope(rawValue: "agent:exec")
    public static let agentEnroll = Scope(rawValue: "agent:enroll")
    public static let settingsRead = Scope(rawValue: "settings:read")
    public static let settingsWrite = Scope(rawValue: "settings:write")
    public static let auditRead = Scope(rawValue: "audit:read")
    public static let aiExecute = Scope(rawValue: "ai:execute")
    public static let aiChat = Scope(rawValue: "ai:chat")
    public static let relayMobileAccess = Scope(rawValue: "relay:mobile:access")
    public static let actionsPlan = Scope(rawValue: "actions:plan")
    public static let actionsApprove = Scope(rawValue: "actions:approve")
    public static let actionsExecute = Scope(rawValue: "actions:execute")

    /// Every scope a token may be given, in the order the interface shows them.
    public static let known: [Scope] = [
        .all, .monitoringRead, .monitoringWrite, .dockerReport, .dockerManage, .kubernetesReport, .kubernetesManage, .agentReport,
        .agentConfigRead, .agentManage, .agentExec, .agentEnroll, .settingsRead, .settingsWrite, .auditRead, .aiExecute, .aiChat,
        .relayMobileAccess, .actionsPlan, .actionsApprove, .actionsExecute,
    ]

    /// The scope a stored or sent name means; old names of the host agent's scopes are read as the new ones.
    public init(name: String) {
        let legacy = "host-agent:"
        rawValue = name.hasPrefix(legacy) ? "agent:" + name.dropFirst(legacy.count) : name
    }
}
