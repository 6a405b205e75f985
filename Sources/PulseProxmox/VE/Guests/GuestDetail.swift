import PulseCore

/// What is known of a guest beyond the platform's list.
struct GuestDetail: Sendable, Equatable {
    var status: Carried<GuestStatus>?
    var hasStatusFailed = false
    var filesystems = Carried(GuestDisk.Inquiry.open, at: Timestamp(seconds: 0))
    var memory: Carried<GuestMemoryReport>?
    var interfaces: Carried<[GuestInterface]>?
    var system: Carried<GuestSystem>?
    /// Such a system has no `/proc`.
    var isWindows = false
    var agentVersion: Carried<String>?
    var configuration: Carried<ContainerConfiguration>?
    /// Of a virtual machine.
    var machineConfiguration: Carried<MachineConfiguration>?
    /// How often in a row the configuration could not be read.
    var configurationFailures = 0
    /// Once seen, it stays so: the marks are gone after some changes of the configuration.
    var isOCI = false
    /// Whether the agent answered the last call; `nil` when it was not called.
    var isAgentAnswering: Bool?
    var lastAgentAnswer: Timestamp?

    init() {}

    /// The guest has started anew: what was true inside it may not be any more.
    mutating func restarted() {
        status = nil
        filesystems = Carried(.open, at: filesystems.at)
        memory = nil
        isAgentAnswering = nil
    }

    /// Whether the guest is started with its node; `nil` while its configuration was not read.
    var startsOnBoot: Bool? { configuration?.value.startsOnBoot ?? machineConfiguration?.value.startsOnBoot }

    /// Whether its configuration is still to come, so that what depends on it waits. What cannot be read is not waited for.
    var isConfigurationAwaited: Bool {
        configuration == nil && machineConfiguration == nil && configurationFailures < Self.configurationPatience
    }

    private static let configurationPatience = 2

    func agent(at now: Timestamp) -> GuestAgentState? {
        GuestAgentState.decide(
            isEnabled: status?.value.hasAgent, isAnswering: isAgentAnswering, lastAnswer: lastAgentAnswer, now: now)
    }
}
