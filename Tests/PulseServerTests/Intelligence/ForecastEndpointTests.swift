import Foundation
import PulseCore
import PulseHistory
import PulseInventory
import Testing

@testable import PulseServer

@Suite("Forecasts over stored history")
struct ForecastEndpointTests {
    private let week: WeekFixture
    private let endpoints: ForecastEndpoints

    init() async throws {
        week = try await WeekFixture()
        let snapshot = week.snapshot
        endpoints = ForecastEndpoints(history: week.store, book: WeekBook(history: week.store)) { snapshot }
    }

    private func get(_ path: String, _ query: String) async throws -> [String: Any] {
        try await endpoints.endpoints.ask(path, query, at: WeekFixture.now)
    }

    private func forecast(_ name: String, _ metric: String = "cpu", _ more: String = "") async throws -> [String: Any] {
        try await get("/api/ai/forecast", "resource_id=lab:n1:\(name)&metric=\(metric)\(more)")
    }

    private func overview(_ query: String) async throws -> [[String: Any]] {
        try #require(try await get("/api/ai/forecasts/overview", query)["forecasts"] as? [[String: Any]])
    }

    @Test(arguments: ["", "resource_id=x", "metric=cpu", "resource_id=&metric="])
    func bothNamesAreNeeded(query: String) async throws {
        await #expect(throws: APIError.self) { try await get("/api/ai/forecast", query) }
    }

    @Test func flatIsStable() async throws {
        let found = try #require(try await forecast("flat")["forecast"] as? [String: Any])
        #expect((found["trend"] as? [String: Any])?["direction"] as? String == "stable")
        #expect(found["time_to_threshold"] == nil && found["time_to_threshold_seconds"] == nil)
        #expect(found["predicted_value"] as? Double == 50)
    }

    @Test func risingReachesTheThreshold() async throws {
        let found = try #require(try await forecast("rising", "cpu", "&horizon_hours=48")["forecast"] as? [String: Any])
        #expect((found["trend"] as? [String: Any])?["direction"] as? String == "increasing")
        let seconds = try #require(found["time_to_threshold_seconds"] as? Double)
        #expect(abs(seconds / 86_400 - 3.5) < 0.1, "\(seconds / 86_400) days")
        #expect(abs((found["time_to_threshold"] as? Double ?? 0) / 1e9 - seconds) < 1)
        #expect(abs((found["predicted_value"] as? Double ?? 0) - (80 + 48 * 20 / 168.0)) < 0.1)
        #expect(found["predicted_at"] as? String == (WeekFixture.now + .seconds(48 * 3600)).rfc3339)
        #expect((found["description"] as? String)?.contains("reaches 90 % in 3.5 days") == true, "\(found)")
        let near = try #require(try await forecast("rising", "cpu", "&horizon_hours=9999&threshold=0")["forecast"] as? [String: Any])
        #expect(near["predicted_value"] as? Double == 100 && near["threshold_value"] as? Double == 90)
    }

    @Test func tooLittleHasAReason() async throws {
        for (name, metric, reason) in [
            ("young", "cpu", "not_enough_data"), ("flat", "memory", "not_enough_data"), ("none", "cpu", "resource_not_found"),
        ] {
            let body = try await forecast(name, metric)
            #expect(body["forecast"] is NSNull && body["reason"] as? String == reason, "\(body)")
        }
    }

    @Test func whatRepeatsIsNamed() async throws {
        let found = try #require(try await forecast("busy")["forecast"] as? [String: Any])
        let seasons = try #require((found["trend"] as? [String: Any])?["seasonality"] as? [String: Any])
        #expect(seasons["has_daily"] as? Bool == true && seasons["has_weekly"] as? Bool == false)
        #expect((seasons["peak_hours"] as? [Int])?.count == 1)
    }

    @Test func theOverviewShowsWhatFillsUp() async throws {
        let rows = try await overview("metric=disk")
        #expect(rows.map { $0["resource_name"] as? String } == ["root", "filling"])
        let pool = try #require(rows.last)
        #expect(pool["resource_type"] as? String == "storage" && pool["metric"] as? String == "disk")
        #expect(abs((pool["time_to_threshold"] as? Double ?? 0) / 86_400 - 10) < 0.2)
        #expect(pool["predicted_value"] as? Double == 84)
        #expect(try await overview("metric=disk&threshold=75").map { $0["resource_name"] as? String } == ["filling"])
        #expect(try await overview("").map { $0["resource_name"] as? String } == ["rising"])
        #expect(try await overview("metric=netin").isEmpty)
    }

    @Test func theOverviewIsWorkedOutOnce() async throws {
        let endpoint = try #require(endpoints.endpoints.last)
        _ = try await overview("metric=disk")
        await week.store.close()
        // The store cannot be read any more; what was worked out stands for ten minutes.
        #expect(try await overview("metric=disk").count == 2)
        await #expect(throws: (any Error).self) {
            try await endpoint.handler(RequestContext(path: "", query: "metric=disk", now: WeekFixture.now + .seconds(600)))
        }
    }
}
