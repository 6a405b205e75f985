import Foundation
import NIOCore
import PulseCore
import PulseHistory
import PulseInventory
import Testing

@testable import PulseServer

/// An inventory whose resources were measured each hour of a week, in a store of their own.
struct WeekFixture {
    static let now = Timestamp(seconds: 1_764_288_000)
    let store: BlockStore
    let snapshot: InventorySnapshot

    private struct Course {
        var row: ObservedResource
        var metric: Metric
        var hours = 168
        let value: (Double) -> Double
    }

    init() async throws {
        let path = NSTemporaryDirectory() + "pulse-week-\(UUID().uuidString).db"
        store = try BlockStore(path: path, clock: ManualWallClock(Self.now))
        let courses = [
            Course(row: Self.row(.vm, "flat") { $0.cpu = 50 }, metric: .cpu) { _ in 50 },
            Course(row: Self.row(.vm, "rising") { $0.cpu = 80 }, metric: .cpu) { 60 + $0 * 20 / 168 },
            Course(row: Self.row(.vm, "young") { $0.cpu = 80 }, metric: .cpu, hours: 20) { $0 },
            Course(row: Self.row(.vm, "busy") { $0.cpu = 30 }, metric: .cpu) { Int($0) % 24 == 9 ? 90 : 30 },
            Course(row: Self.row(.vm, "sudden") { $0.cpu = 95 }, metric: .cpu) { Int($0) % 2 == 0 ? 19 : 21 },
            Course(row: Self.row(.vm, "usual") { $0.cpu = 22 }, metric: .cpu) { Int($0) % 2 == 0 ? 19 : 21 },
            Course(row: Self.row(.storage, "filling") { $0.disk = Capacity(percent: 70) }, metric: .usage) { 56 + $0 / 12 },
            Course(row: Self.row(.storage, "emptying") { $0.disk = Capacity(percent: 50) }, metric: .usage) { 64 - $0 / 12 },
            Course(row: Self.row(.vm, "root") { $0.disk = Capacity(percent: 80) }, metric: .disk) { 66 + $0 / 12 },
        ]
        var inventory = Inventory()
        let observation = Observation(source: SourceScope(.proxmox, "lab"), at: Self.now, resources: courses.map(\.row))
        snapshot = try inventory.handle(.observed(observation), at: Self.now).snapshot
        for hour in 0..<168 {
            let groups = courses.compactMap { course -> SampleGroup? in
                guard hour >= 168 - course.hours, let key = snapshot.resource(course.row.sourceID)?.content.historyKey else { return nil }
                return SampleGroup(key: key, values: [(course.metric, course.value(Double(hour)))])
            }
            try await store.append(groups, at: Self.now - .seconds((168 - hour) * 3600 - 1800))
        }
    }

    private static func row(_ kind: ResourceKind, _ name: String, _ change: (inout ResourceMetrics) -> Void) -> ObservedResource {
        var row = ObservedResource(kind: kind, sourceID: "lab:n1:\(name)", name: name)
        row.status = .online
        change(&row.metrics)
        return row
    }
}

extension [Endpoint] {
    /// The JSON object that a path answers.
    func ask(_ path: String, _ query: String = "", at now: Timestamp) async throws -> [String: Any] {
        let endpoint = try #require(first { $0.path == path })
        let bytes: [UInt8]
        switch try await endpoint.handler(RequestContext(path: path, query: Substring(query), now: now)).body {
        case .bytes(let buffer, _): bytes = [UInt8](buffer.readableBytesView)
        case .encoded(let document): bytes = [UInt8](document.bytes.readableBytesView)
        default: bytes = []
        }
        return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }
}
