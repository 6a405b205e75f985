/// What is judged of containers and Swarm services, `alerts` §2.4.
public struct DockerThresholds: Sendable, Equatable {
    public var cpu = Threshold(trigger: 80, clear: 75)
    public var memory = Threshold(trigger: 85, clear: 80)
    /// The container's writable layer.
    public var disk = Threshold(trigger: 85, clear: 80)
    public var restartCount = 3
    /// Seconds.
    public var restartWindow = 300
    /// Percent of the container's limit.
    public var memoryWarnPct = 90
    public var memoryCriticalPct = 95
    /// Percent of the wanted tasks that do not run.
    public var serviceWarnGapPercent = 10
    public var serviceCriticalGapPercent = 50
    public var stateDisableConnectivity = false
    public var statePoweredOffSeverity = AlertLevel.warning
    /// Hours a newer image is known before it is told; -1: never.
    public var updateAlertDelayHours = 24

    public init() {}
}
