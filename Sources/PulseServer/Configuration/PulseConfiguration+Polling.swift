import PulseCore
import PulseMonitor
import PulseOutbound

extension PulseConfiguration {
    /// How often Proxmox VE is asked: 10 seconds to an hour.
    public var effectivePVEInterval: Duration { min(max(pvePollingInterval, .seconds(10)), .seconds(3600)) }

    /// How patient the scheduler is.
    public var pollPolicy: PollPolicy {
        let adaptive = AdaptiveInterval(
            base: adaptivePollingBaseInterval, shortest: adaptivePollingMinInterval, longest: adaptivePollingMaxInterval)
        var policy = adaptivePollingEnabled ? PollPolicy(adaptive: adaptive) : PollPolicy()
        policy.workers = pollTaskWorkers > 0 ? pollTaskWorkers : nil
        policy.pollDeadline = min(max(.seconds(90), connectionTimeout * 2), maxPollTimeout)
        return policy
    }

    /// Which of the addresses that clusters name for their members may be asked; what people configured is exempt.
    public var discoveryPolicy: AddressPolicy {
        AddressPolicy(
            blocked: (discoverySubnetBlocklist + discoveryIPBlocklist).compactMap(AddressBlock.init),
            allowed: discoverySubnetAllowlist.compactMap(AddressBlock.init))
    }

    /// How large the laboratory of mock mode is.
    public var mockEstate: MockEstate {
        var estate = MockEstate()
        estate.nodeCount = mockNodes
        estate.vmsPerNode = mockVMsPerNode
        estate.lxcsPerNode = mockLXCsPerNode
        estate.stoppedPercent = Double(mockStoppedPercent) / 100
        estate.randomMetrics = mockRandomMetrics
        return estate
    }
}
