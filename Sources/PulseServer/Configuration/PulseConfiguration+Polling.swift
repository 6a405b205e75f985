import PulseCore
import PulseMonitor

extension PulseConfiguration {
    /// How often Proxmox VE is asked: 10 seconds to an hour.
    public var effectivePVEInterval: Duration { min(max(pvePollingInterval, .seconds(10)), .seconds(3600)) }

    /// How patient the scheduler is.
    public var pollPolicy: PollPolicy {
        let adaptive = AdaptiveInterval(
            base: adaptivePollingBaseInterval, shortest: adaptivePollingMinInterval, longest: adaptivePollingMaxInterval)
        var policy = adaptivePollingEnabled ? PollPolicy(adaptive: adaptive) : PollPolicy()
        policy.workers = pollTaskWorkers > 0 ? pollTaskWorkers : nil
        policy.pollDeadline = min(policy.pollDeadline, maxPollTimeout)
        return policy
    }

    /// How large the laboratory of mock mode is.
    public var mockEstate: MockEstate {
        var estate = MockEstate()
        estate.nodeCount = mockNodes
        estate.vmsPerNode = mockVMsPerNode
        estate.lxcsPerNode = mockLXCsPerNode
        estate.stoppedPercent = Double(mockStoppedPercent) / 100
        return estate
    }
}
