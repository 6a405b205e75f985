import PulseCore

extension GuestDetails {
    /// Takes the result of a call in. An answer that is no JSON counts as a failure. What the guest said before stays known.
    mutating func took(_ call: DetailCall, _ result: Result<[UInt8], ProxmoxFailure>, at now: Timestamp) {
        // Nothing happens when the guest has gone while the call was out.
        records[call.guest]?.update { $0.took(call, result, at: now, options) }
    }

    /// Takes back calls that were handed out and not made: they are due as before.
    mutating func withdrew(_ calls: [DetailCall]) {
        for call in calls { records[call.guest]?.update { $0.out[call.kind] = nil } }
    }
}

extension GuestDetails.Record {
    fileprivate mutating func took(
        _ call: DetailCall, _ result: Result<[UInt8], ProxmoxFailure>, at now: Timestamp, _ options: GuestDetailOptions
    ) {
        out[call.kind] = nil
        switch result {
        case .success(let bytes):
            do {
                try take(call.kind, bytes, at: now, options)
            } catch {
                failed(call, ProxmoxFailure(.malformed, path: call.path), at: now, options)
            }
        case .failure(let failure): failed(call, failure, at: now, options)
        }
    }

    private mutating func take(
        _ kind: DetailCall.Kind, _ bytes: [UInt8], at now: Timestamp, _ options: GuestDetailOptions
    ) throws(JSONFailure) {
        switch kind {
        case .machineStatus, .containerStatus:
            let status = try GuestStatus(bytes)
            detail.status = Carried(status, at: now)
            detail.hasStatusFailed = false
            // Its balloon or kernel says what the list cannot: asked for in each cycle, unless the guest's agent says it better.
            let hasReport = detail.memory?.value(within: GuestMemory.reportLife, of: now) != nil
            let matters = status.memoryReport != nil || (status.freeMemory != nil && !hasReport)
            dueAt[kind] = matters ? now : now + options.statusInterval
        case .filesystems:
            detail.filesystems = Carried(.listed(try GuestFilesystem.list(bytes).rows), at: now)
            dueAt[kind] = now + options.filesystemInterval
        case .memory:
            if let report = try GuestMemoryReport.fileRead(bytes) { detail.memory = Carried(report, at: now) }
            dueAt[kind] = now + options.memoryInterval
        case .interfaces: try takeInterfaces(GuestInterface.agentList(bytes).rows, kind, at: now, options)
        case .containerInterfaces: try takeInterfaces(GuestInterface.containerList(bytes).rows, kind, at: now, options)
        case .system:
            let system = try GuestSystem(bytes)
            if !system.isEmpty {
                detail.system = Carried(system, at: now)
                detail.isWindows = system.name?.contains("Windows") ?? false
            }
            metadataDue(kind, isEmpty: system.isEmpty, at: now, options)
        case .agentVersion:
            let version = try GuestSystem.agentVersion(bytes)
            if let version { detail.agentVersion = Carried(version, at: now) }
            metadataDue(kind, isEmpty: version == nil, at: now, options)
        case .containerConfiguration:
            let configuration = try ContainerConfiguration(bytes)
            detail.isOCI = detail.isOCI || ContainerKind.isOCI(configuration)
            detail.configuration = Carried(configuration, at: now)
            configurationDue(kind, running: options.containerInterval, at: now, options)
        case .machineConfiguration:
            detail.machineConfiguration = Carried(try MachineConfiguration(bytes), at: now)
            configurationDue(kind, running: options.machineInterval, at: now, options)
        }
        if kind.isAgents {
            detail.isAgentAnswering = true
            detail.lastAgentAnswer = now
        }
    }

    private mutating func configurationDue(
        _ kind: DetailCall.Kind, running: Duration, at now: Timestamp, _ options: GuestDetailOptions
    ) {
        detail.configurationFailures = 0
        let resting = detail.startsOnBoot == true ? options.fallenInterval : options.restingInterval
        dueAt[kind] = now + (row.isRunning ? running : resting) + jitter(kind, within: options.metadataJitter)
    }

    private mutating func takeInterfaces(
        _ interfaces: [GuestInterface], _ kind: DetailCall.Kind, at now: Timestamp, _ options: GuestDetailOptions
    ) {
        let isEmpty = interfaces.allSatisfy { $0.isLoopback || $0.addresses.isEmpty }
        if !isEmpty || detail.interfaces == nil { detail.interfaces = Carried(interfaces, at: now) }
        metadataDue(kind, isEmpty: isEmpty, at: now, options)
    }

    private mutating func metadataDue(_ kind: DetailCall.Kind, isEmpty: Bool, at now: Timestamp, _ options: GuestDetailOptions) {
        dueAt[kind] =
            now + (isEmpty ? options.emptyMetadataInterval : options.metadataInterval + jitter(kind, within: options.metadataJitter))
    }

    /// Spreads the guests over time; always the same for one guest and kind.
    func jitter(_ kind: DetailCall.Kind, within longest: Duration) -> Duration {
        let most = UInt64(max(1, longest.wholeMilliseconds))
        let mixed = (UInt64(bitPattern: Int64(row.key.vmid)) &* 31 &+ UInt64(kind.rawValue)) &* 0x9E37_79B9_7F4A_7C15
        return .milliseconds(Int64((mixed >> 16) % most))
    }

    private mutating func failed(
        _ call: DetailCall, _ failure: ProxmoxFailure, at now: Timestamp, _ options: GuestDetailOptions
    ) {
        let isRefusal: Bool
        switch failure.kind {
        case .permission, .unsupported, .authentication: isRefusal = true
        default: isRefusal = false
        }
        dueAt[call.kind] = now + (isRefusal ? options.refusalBackoff : options.backoff)
        switch call.kind {
        case .machineStatus, .containerStatus: detail.hasStatusFailed = true
        case .filesystems: detail.filesystems = Carried(.failed(Self.word(for: failure)), at: now)
        case .containerConfiguration, .machineConfiguration: detail.configurationFailures += isRefusal ? 2 : 1
        default: break
        }
        guard call.kind.isAgents, let trouble = Self.agentTrouble(failure) else { return }
        // An error that the agent itself reports shows that it is there. It refuses a file because it has none, or may not read it.
        if trouble == .other {
            if call.kind == .memory { dueAt[call.kind] = now + options.refusalBackoff }
            return
        }
        detail.isAgentAnswering = false
        for kind in DetailCall.Kind.allCases where kind.isAgents {
            dueAt[kind] = max(dueAt[kind] ?? now, now + options.backoff)
        }
    }

    private static func agentTrouble(_ failure: ProxmoxFailure) -> ProxmoxFailure.GuestAgentTrouble? {
        switch failure.kind {
        case .guestAgent(let trouble): trouble
        case .connection(.timeout): .timeout
        default: nil
        }
    }

    private static func word(for failure: ProxmoxFailure) -> String {
        switch failure.kind {
        case .guestAgent(.notRunning): "agent-not-running"
        case .guestAgent(.timeout): "agent-timeout"
        case .permission, .authentication: "permission-denied"
        case .connection(.timeout): "agent-timeout"
        default: "agent-error"
        }
    }
}
