import Foundation
import PulseCore
import PulseStorage
import Testing

@testable import PulseAlerting
@testable import PulseChanges
@testable import PulseServer

@Suite("What history and the journal say")
struct IntelligenceEndpointTests {
    private static let root = "/api/ai/intelligence/"
    private let changes: ChangeStore
    private let endpoints: [Endpoint]

    init() async throws {
        let week = try await WeekFixture()
        let path = NSTemporaryDirectory() + "pulse-intelligence-\(UUID().uuidString).db"
        let database = try PulseDatabase(path: path, migrations: AlertStore.migrations + ChangeStore.migrations)
        changes = ChangeStore(database: database)
        endpoints =
            IntelligenceEndpoints(
                book: WeekBook(history: week.store), changes: changes, alerts: AlertStore(database: database)
            ) { week.snapshot }.endpoints
    }

    private func ask(_ name: String, _ query: String = "", hours: Int = 0) async throws -> [String: Any] {
        try await endpoints.ask(Self.root + name, query, at: WeekFixture.now + .seconds(hours * 3600))
    }

    private func rows(_ name: String, _ query: String = "", hours: Int = 0) async throws -> [[String: Any]] {
        let body = try await ask(name, query, hours: hours)
        let rows = try #require(body[name] as? [[String: Any]])
        #expect(body["count"] as? Int == rows.count && body["license_required"] as? Bool == false)
        return rows
    }

    private func happened(_ event: ResourceChange.Event, to id: String, hoursAgo: [Int], minutes: Int = 0) throws {
        let told = hoursAgo.map { hours in
            ResourceChange(
                event: event, resourceID: id, resourceName: id, resourceType: "vm",
                at: WeekFixture.now - .seconds(hours * 3600 - minutes * 60), before: "online", after: event == .status ? "offline" : nil)
        }
        try changes.write(told, stored: [], forgotten: [])
    }

    @Test func oneFigureIsUnusual() async throws {
        let body = try await ask("anomalies")
        let found = try #require(body["anomalies"] as? [[String: Any]])
        #expect(found.map { $0["resource_name"] as? String } == ["sudden"])
        #expect(found.first?["severity"] as? String == "critical" && (found.first?["z_score"] as? Double ?? 0) >= 3)
        #expect(body["severity_counts"] as? [String: Int] == ["critical": 1, "high": 0, "medium": 0, "low": 0])
        #expect(try await rows("anomalies", "resource_id=lab:n1:sudden").count == 1)
        #expect(try await rows("anomalies", "resource_id=lab:n1:usual").isEmpty)
    }

    @Test func baselinesAreOfCanonicalIDs() async throws {
        let found = try await rows("baselines")
        #expect(found.count == 8, "all but the young one")
        let usual = try await rows("baselines", "resource_id=lab:n1:usual")
        #expect(usual.count == 1 && usual.first?["mean"] as? Double == 20 && usual.first?["std_dev"] as? Double == 1)
        let learning = try await ask("learning")
        #expect(learning["status"] as? String == "active" && learning["resources_baselined"] as? Int == 8)
        #expect(learning["metric_breakdown"] as? [String: Int] == ["cpu": 5, "disk": 3])
    }

    @Test func aDailyRestartIsPredicted() async throws {
        try happened(.restarted, to: "vm-1", hoursAgo: [100, 76, 52, 28, 4])
        try happened(.migrated, to: "vm-1", hoursAgo: [100, 76, 52])
        let pattern = try #require(try await rows("patterns").first)
        #expect(try await rows("patterns").count == 1)
        #expect(pattern["event_type"] as? String == "restart" && pattern["average_interval"] as? String == "24h0m0s")
        #expect(pattern["average_interval_seconds"] as? Int == 86_400 && (pattern["confidence"] as? Double ?? 0) >= 0.7)
        let due = try #require(try await rows("predictions").first)
        #expect(due["predicted_at"] as? String == (WeekFixture.now + .seconds(20 * 3600)).rfc3339 && due["is_overdue"] as? Bool == false)
        let overdue = try #require(try await rows("predictions", hours: 26).first)
        #expect(overdue["is_overdue"] as? Bool == true && overdue["days_until"] as? Double == -0.25)
        #expect(try await rows("patterns", "resource_id=vm-2").isEmpty)
    }

    @Test func whatFollowsIsCorrelated() async throws {
        try happened(.migrated, to: "vm-1", hoursAgo: [100, 50, 4])
        try happened(.status, to: "vm-2", hoursAgo: [100, 50, 4], minutes: 2)
        let found = try await rows("correlations")
        #expect(found.map { $0["event_pattern"] as? String } == ["migration -> offline"])
        #expect(found.first?["avg_delay"] as? String == "2m0s" && found.first?["avg_delay_seconds"] as? Int == 120)
        #expect(try await rows("correlations", "resource_id=vm-2").count == 1)
        #expect(try await rows("correlations", "resource_id=vm-3").isEmpty)
    }
}
