import PulseCore
import PulseProxmox
import Testing

/// The value in a box, as expectations take no mutating calls.
private final class Failover {
    private(set) var value: EndpointFailover
    init(origins: [String]) { value = EndpointFailover(origins: origins) }

    var endpoints: [EndpointFailover.Endpoint] { value.endpoints }
    func next(_ call: Call, at now: Timestamp) -> EndpointFailover.Choice { value.next(&call.value, at: now) }
    func took(_ outcome: EndpointFailover.Outcome, of origin: String, in call: Call, at now: Timestamp) {
        value.took(outcome, of: origin, in: &call.value, at: now)
    }
    func dueProbes(at now: Timestamp) -> [Int] { value.dueProbes(at: now) }
    func probed(_ origin: String, isReachable: Bool?, at now: Timestamp) { value.probed(origin, isReachable: isReachable, at: now) }
    func replace(origins: [String]) { value.replace(origins: origins) }
}

private final class Call {
    var value = EndpointFailover.Call()
}

struct EndpointFailoverTests {
    private let start = Timestamp(seconds: 1_700_000_000)

    private func failover(_ count: Int = 3) -> Failover { Failover(origins: (0..<count).map { "https://n\($0):8006" }) }

    private func origin(_ index: Int) -> String { "https://n\(index):8006" }

    @Test func theFirstHealthyIsAsked() {
        let failover = failover()
        for _ in 0..<5 {
            let call = Call()
            #expect(failover.next(call, at: start) == .use(0))
            failover.took(.answered, of: origin(0), in: call, at: start)
        }
    }

    @Test func lostConnectionsMoveOnAndOnlyThose() {
        let failover = failover()
        let call = Call()
        for outcome in [EndpointFailover.Outcome.answered, .slow, .abandoned, .rateLimited(jitter: .zero)] {
            let one = Call()
            #expect(failover.next(one, at: start) == .use(0))
            failover.took(outcome, of: origin(0), in: one, at: start)
            #expect(failover.endpoints[0].isHealthy)
        }
        let later = start + .seconds(1)
        #expect(failover.next(call, at: later) == .use(0))
        failover.took(.lost, of: origin(0), in: call, at: later)
        #expect(!failover.endpoints[0].isHealthy)
        #expect(failover.next(call, at: later) == .use(1))
        failover.took(.lost, of: origin(1), in: call, at: later)
        #expect(failover.next(call, at: later) == .use(2))
        failover.took(.lost, of: origin(2), in: call, at: later)
        #expect(failover.next(call, at: later) == .giveUp, "all were asked just now")
    }

    @Test func afterManyLossesTheNextOnesAreTriedSideBySide() {
        let failover = failover(100)
        let call = Call()
        for index in 0..<4 {
            #expect(failover.next(call, at: start) == .use(index))
            failover.took(.lost, of: origin(index), in: call, at: start)
        }
        #expect(failover.next(call, at: start) == .probe(Array(4..<36)))
        #expect(failover.next(Call(), at: start) == .use(4), "others are not kept waiting by it")
        #expect(failover.next(call, at: start) == .awaitProbes)
        for index in 4..<36 { failover.probed(origin(index), isReachable: false, at: start) }
        #expect(failover.next(call, at: start) == .probe(Array(36..<68)))
        for index in 36..<68 { failover.probed(origin(index), isReachable: index == 60, at: start) }
        #expect(failover.next(call, at: start) == .use(60))
        #expect(failover.next(Call(), at: start) == .use(60))
    }

    @Test func ofManyLostOnesSomeAreProbedAtATimeAndAllInTheEnd() {
        let failover = failover(100)
        for index in 0..<100 { failover.probed(origin(index), isReachable: false, at: start) }
        var seen: Set<Int> = []
        for round in 0..<4 {
            let now = start + .seconds(10 + round)
            let due = failover.dueProbes(at: now)
            #expect(due.count <= EndpointFailover.probesAtOnce)
            seen.formUnion(due)
            for index in due { failover.probed(origin(index), isReachable: false, at: now) }
        }
        #expect(seen.count == 100)
        #expect(failover.next(Call(), at: start + .seconds(60)) == .probe(Array(0..<32)))
    }

    @Test func priorityReturnsWithHealth() {
        let failover = failover(2)
        let call = Call()
        _ = failover.next(call, at: start)
        failover.took(.lost, of: origin(0), in: call, at: start)
        #expect(failover.dueProbes(at: start + .seconds(9)) == [])
        #expect(failover.dueProbes(at: start + .seconds(10)) == [0])
        #expect(failover.dueProbes(at: start + .seconds(30)) == [], "one at a time")
        failover.probed(origin(0), isReachable: false, at: start + .seconds(16))
        #expect(failover.dueProbes(at: start + .seconds(25)) == [])
        #expect(failover.dueProbes(at: start + .seconds(26)) == [0])
        failover.probed(origin(0), isReachable: nil, at: start + .seconds(27))
        #expect(failover.dueProbes(at: start + .seconds(36)) == [0])
        failover.probed(origin(0), isReachable: true, at: start + .seconds(37))
        let another = Call()
        #expect(failover.next(another, at: start + .seconds(37)) == .use(0))
    }

    @Test func aSlowEndpointIsProbedBeforeItIsLeft() {
        let failover = failover(2)
        let call = Call()
        _ = failover.next(call, at: start)
        failover.took(.slow, of: origin(0), in: call, at: start)
        #expect(failover.endpoints[0].isHealthy)
        #expect(failover.endpoints[0].isSuspect)
        #expect(failover.dueProbes(at: start) == [0])
        failover.probed(origin(0), isReachable: false, at: start)
        let another = Call()
        #expect(failover.next(another, at: start) == .use(1))
        failover.probed(origin(0), isReachable: true, at: start)
        #expect(!failover.endpoints[0].isSuspect)
    }

    @Test func rateLimitsCoolDownAndAreRetriedTwice() {
        let failover = failover(1)
        let call = Call()
        var now = start
        for (attempt, jitter) in [(1, 0), (2, 200)] {
            #expect(failover.next(call, at: now) == .use(0))
            failover.took(.rateLimited(jitter: .milliseconds(jitter)), of: origin(0), in: call, at: now)
            let pause = Duration.milliseconds(150 * attempt + jitter)
            #expect(failover.next(call, at: now) == .wait(pause))
            let other = Call()
            #expect(failover.next(other, at: now) == .wait(pause), "others wait, too")
            now = now + pause
        }
        #expect(failover.next(call, at: now) == .use(0))
        failover.took(.rateLimited(jitter: .seconds(9)), of: origin(0), in: call, at: now)
        #expect(failover.next(call, at: now + .seconds(60)) == .giveUp)
        let other = Call()
        #expect(failover.next(other, at: now) == .wait(.milliseconds(650)), "jitter has a bound")
    }

    @Test func anotherEndpointIsUsedWhileOneCoolsDown() {
        let failover = failover(2)
        let call = Call()
        _ = failover.next(call, at: start)
        failover.took(.rateLimited(jitter: .zero), of: origin(0), in: call, at: start)
        #expect(failover.next(call, at: start) == .use(1))
        #expect(failover.next(call, at: start + .milliseconds(150)) == .use(0))
    }

    @Test func whenNoneIsHealthyAllAreProbedAtOnce() {
        let failover = failover(2)
        let call = Call()
        for index in 0..<2 {
            _ = failover.next(call, at: start)
            failover.took(.lost, of: origin(index), in: call, at: start)
        }
        let later = start + .seconds(2)
        let first = Call()
        let second = Call()
        #expect(failover.next(first, at: later) == .probe([0, 1]))
        #expect(failover.next(second, at: later) == .awaitProbes)
        failover.probed(origin(0), isReachable: false, at: later)
        #expect(failover.next(second, at: later) == .awaitProbes)
        failover.probed(origin(1), isReachable: true, at: later)
        #expect(failover.next(first, at: later) == .use(1))
        #expect(failover.next(second, at: later) == .use(1))
    }

    @Test func endpointsThatStayKeepTheirHealth() {
        let failover = failover(2)
        let call = Call()
        _ = failover.next(call, at: start)
        failover.took(.lost, of: origin(0), in: call, at: start)
        failover.replace(origins: [origin(5), origin(0)])
        #expect(failover.endpoints.map(\.isHealthy) == [true, false])
        failover.took(.lost, of: origin(1), in: call, at: start)
        failover.probed(origin(1), isReachable: true, at: start)
        #expect(failover.endpoints.map(\.origin) == [origin(5), origin(0)], "what is gone is not reported on")
    }

    @Test func aClockThatIsSetBackDelaysNothing() {
        let failover = failover(1)
        let call = Call()
        _ = failover.next(call, at: start)
        failover.took(.rateLimited(jitter: .zero), of: origin(0), in: call, at: start)
        let earlier = start - .seconds(3600)
        #expect(failover.next(call, at: earlier) == .use(0))
        failover.took(.lost, of: origin(0), in: call, at: start)
        #expect(failover.dueProbes(at: earlier) == [0])
    }

    @Test func aConnectionWithoutEndpointsGivesUp() {
        let failover = Failover(origins: [])
        let call = Call()
        #expect(failover.next(call, at: start) == .giveUp)
    }

    /// Whatever happens, a request ends, never goes to an endpoint known to be down, and never passes a better one.
    @Test(arguments: 0..<60) func randomStreams(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...5, using: &random)
        let failover = failover(count)
        var now = start
        var probing: Set<Int> = []
        for _ in 0..<200 {
            now = now + .milliseconds(Int64.random(in: 0...4000, using: &random))
            if Bool.random(using: &random) { probing.formUnion(failover.dueProbes(at: now)) }
            for index in probing where Bool.random(using: &random) {
                failover.probed(origin(index), isReachable: [true, false, nil].randomElement(using: &random) ?? nil, at: now)
                probing.remove(index)
            }
            let call = Call()
            var uses = 0
            var steps = 0
            conversation: while true {
                steps += 1
                #expect(steps < 4 * (count + 4), "a request ends")
                guard steps < 4 * (count + 4) else { break }
                let before = failover.value
                switch failover.next(call, at: now) {
                case .use(let index):
                    uses += 1
                    #expect(before.endpoints[index].isHealthy)
                    let outcome: EndpointFailover.Outcome =
                        [.answered, .lost, .lost, .slow, .abandoned, .rateLimited(jitter: .milliseconds(100))].randomElement(using: &random)
                        ?? .lost
                    failover.took(outcome, of: origin(index), in: call, at: now)
                    switch outcome {
                    case .answered, .slow, .abandoned: break conversation
                    case .lost: #expect(!failover.endpoints[index].isHealthy)
                    case .rateLimited: break
                    }
                case .wait(let pause):
                    #expect(pause > .zero && pause <= .milliseconds(650))
                    now = now + pause
                case .probe(let indices):
                    #expect(!before.endpoints.contains { $0.isHealthy && !$0.isSuspect } || uses > 0)
                    #expect(probing.isDisjoint(with: indices), "nobody is probed twice at once")
                    for index in indices { failover.probed(origin(index), isReachable: Bool.random(using: &random), at: now) }
                case .awaitProbes:
                    #expect(!probing.isEmpty)
                    for index in probing { failover.probed(origin(index), isReachable: Bool.random(using: &random), at: now) }
                    probing = []
                case .giveUp: break conversation
                }
            }
            #expect(uses <= count + EndpointFailover.rateLimitRetries)
        }
    }
}
