import Logging
import PulseCore
import Synchronization

/// A simulated cluster that answers on real sockets, one for each of its first nodes.
public final class LabCluster: Sendable {
    public let configuration: Configuration
    /// The cluster's name, or the node's when it is in none.
    public let name: String
    let api: LabAPI
    let access: LabAccess
    let state: Mutex<State>
    /// Told whenever a member gains or loses power.
    let power: [(stream: AsyncStream<Bool>, switch: AsyncStream<Bool>.Continuation)]

    struct State: Sendable {
        var estate: LabEstate
        var faults = FaultTable()
        var counts = RequestCounts()
        var cache = AnswerCache()
        var certificates: [LabCertificate]
        /// `nil` until it listens.
        var port: Int?
    }

    /// - Throws: when certificates cannot be made or read.
    public init(_ configuration: Configuration) throws {
        self.configuration = configuration
        let estate = LabEstate(configuration.plan)
        name = estate.name ?? estate.nodes[0].name
        api = LabAPI(version: estate.version)
        access = LabAccess(
            users: configuration.users, tokens: configuration.tokens, ticketLife: configuration.ticketLife,
            isTaciturn: estate.version.isNine, seed: configuration.plan.seed)
        let listening = estate.nodes.prefix(configuration.listeners ?? (estate.nodes.count <= 16 ? estate.nodes.count : 3))
        let shelf = configuration.shelf
        let certificates = try listening.map { node in
            try shelf?.certificate(node: node.name, address: node.address) ?? LabCertificate(node: node.name, address: node.address)
        }
        state = Mutex(State(estate: estate, certificates: certificates))
        power = listening.map { _ in
            let (stream, continuation) = AsyncStream.makeStream(of: Bool.self)
            continuation.yield(true)
            return (stream, continuation)
        }
    }

    /// The model behind the answers, with all that happened to it so far.
    public var estate: LabEstate { state.withLock { $0.estate } }
    /// The time of the laboratory.
    public var now: Timestamp { configuration.clock.now }
    /// What is true now, in the step that answers are made for.
    public var moment: LabMoment { state.withLock { $0.cache.moment(of: $0.estate, at: now, step: configuration.step) } }

    /// Lets something happen now.
    ///
    /// - Returns: Whether there was room in the log of events.
    @discardableResult public func apply(_ change: LabEvent.Change) -> Bool {
        let isDone = state.withLock { state in
            state.cache.forget()
            // At the start of the step, so that the next answer knows it.
            return state.estate.record(LabEvent(change, at: AnswerCache.start(of: now, step: configuration.step)))
        }
        if isDone, case .nodePower(let node, let isOn) = change, let index = estate.nodeIndex[node], index < power.count {
            power[index].switch.yield(isOn)
        }
        return isDone
    }

    /// Makes the cluster misbehave.
    ///
    /// - Returns: The number to take the fault away by; `nil` when too many are set.
    @discardableResult public func add(_ fault: LabFault) -> Int? { state.withLock { $0.faults.add(fault) } }
    /// Takes a fault away; `false` when it is gone already.
    @discardableResult public func removeFault(_ id: Int) -> Bool { state.withLock { $0.faults.remove(id) } }
    public func removeFaults() { state.withLock { $0.faults.removeAll() } }
    public var faults: [(id: Int, fault: LabFault)] { state.withLock { $0.faults.faults } }

    /// How often each path was asked for, and how many credentials were refused.
    public var counts: RequestCounts { state.withLock { $0.counts } }
    public func resetCounts() { state.withLock { $0.counts = RequestCounts() } }

    /// Gives a listening node another certificate; connections made before end.
    ///
    /// - Returns: Its fingerprint; `nil` for a node that does not listen.
    @discardableResult public func changeCertificate(of node: String) throws -> String? {
        guard let index = estate.nodeIndex[node], index < power.count else { return nil }
        let certificate = try LabCertificate(node: node, address: estate.nodes[index].address)
        try configuration.shelf?.keep(certificate, of: node)
        state.withLock { state in
            state.certificates[index] = certificate
            state.cache.forget()
        }
        power[index].switch.yield(false)
        if moment.nodes[index].isOnline { power[index].switch.yield(true) }
        return certificate.fingerprint
    }

    /// How to reach the members that listen; empty until they do.
    public var endpoints: [LabEndpoint] {
        state.withLock { state in
            guard let port = state.port else { return [] }
            return state.certificates.enumerated().map { index, certificate in
                LabEndpoint(
                    cluster: name, node: state.estate.nodes[index].name, host: state.estate.nodes[index].address, port: port,
                    fingerprint: certificate.fingerprint)
            }
        }
    }
}
