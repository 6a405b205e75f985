import PulseCore
import Testing

@testable import PulseLab

struct HistoryTests {
    private static let epoch = Timestamp(seconds: 1_763_950_000)
    private static let plan = EstatePlan(nodes: 2, guests: 8, epoch: epoch)

    private func export(_ query: [String: String], after seconds: Int = 4) throws -> [JSONNode] {
        let answer = try #require(LabSurvey(Self.plan, after: .seconds(seconds)).ask("/cluster/metrics/export", query: query))
        return try #require(try JSONNode(answer.result.get())["data"]?["data"]).list
    }

    @Test func theNewestRoundIsWhatTheLiveAnswersSaidThen() throws {
        let rows = try export([:], after: 7)
        #expect(Set(rows.map { $0["timestamp"] }) == [.whole(1_763_950_000)])
        let moment = LabEstate(Self.plan).moment(at: Self.epoch)
        let guests = LabEstate(Self.plan).guests
        for (guest, now) in zip(guests, moment.guests) where now.isRunning {
            func value(_ metric: String) -> Double? {
                rows.first { $0["id"] == .text(guest.id) && $0["metric"] == .text(metric) }?["value"]?.number
            }
            #expect(value("net_in") == Double(now.netIn) && value("mem_used") == Double(now.memory))
            #expect(value("uptime") == Double(now.uptime) && value("cpu_current") == now.cpu)
        }
    }

    @Test func historyHoldsEveryRoundLaterThanTheStart() throws {
        let rows = try export(["history": "1", "start-time": "1763949950"])
        let times = rows.compactMap { $0["timestamp"]?.number }
        #expect(times == times.sorted())
        #expect(Set(times) == [1_763_949_960, 1_763_949_970, 1_763_949_980, 1_763_949_990, 1_763_950_000])
        let single = try export([:], after: -30).filter { $0["id"] == .text("qemu/100") }
        let past = rows.filter { $0["timestamp"] == .whole(1_763_949_970) && $0["id"] == .text("qemu/100") }
        #expect(past == single && !past.isEmpty)
    }

    @Test func halfAnHourIsRemembered() throws {
        let times = Set(try export(["history": "1", "local-only": "1"]).compactMap { $0["timestamp"]?.number })
        #expect(times.count == 181 && times.min() == 1_763_948_200)
    }

    @Test func nothingIsNewerThanNow() throws {
        #expect(try export(["start-time": "1763950000"]).isEmpty)
        #expect(try export(["history": "1", "start-time": "1763950000"]).isEmpty)
    }

    @Test func nodesCanBeChosen() throws {
        let rows = try export(["node-list": "borealis"])
        let nodes = Set(rows.compactMap { $0["id"]?.text }.filter { $0.hasPrefix("node/") })
        #expect(nodes == ["node/borealis"])
    }

    @Test func anOlderVersionHasNoExport() {
        var plan = Self.plan
        plan.version = LabVersion(8, 2)
        #expect(LabSurvey(plan).ask("/cluster/metrics/export") == nil)
    }

    @Test(arguments: [("hour", 60, 60.0), ("day", 1440, 60), ("week", 336, 1800)])
    func roundRobinDataHasItsSteps(frame: String, count: Int, step: Double) throws {
        let answer = try #require(LabSurvey(Self.plan).ask("/nodes/atlas/rrddata", query: ["timeframe": frame]))
        let points = try #require(try JSONNode(answer.result.get())["data"]).list
        let times = points.compactMap { $0["time"]?.number }
        #expect(times.count == count && zip(times.dropFirst(), times).allSatisfy { $0 - $1 == step })
        #expect(points.last?["memavailable"]?.number ?? 0 > 0)
    }
}
