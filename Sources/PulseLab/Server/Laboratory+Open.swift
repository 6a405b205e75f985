import PulseCore

extension Laboratory {
    /// Runs clusters for the time of `body`, which may ask them as soon as it starts.
    ///
    /// - Throws: what `body` throws, or why the laboratory cannot listen.
    public static func open<Result: Sendable>(
        _ clusters: [LabCluster.Configuration], _ body: @Sendable (Laboratory) async throws -> Result
    ) async throws -> Result {
        let laboratory = try Laboratory(clusters: clusters)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await laboratory.run() }
            guard await laboratory.endpoints.count > 0 || clusters.isEmpty else {
                try await group.next()
                throw PulseError("laboratory_closed", "The laboratory ended before it listened.")
            }
            do {
                let result = try await body(laboratory)
                group.cancelAll()
                return result
            } catch {
                group.cancelAll()
                throw error
            }
        }
    }

    /// The clusters that mock mode and the demo show: three of different kinds.
    ///
    /// - Parameters:
    ///   - nodes: Of all clusters together, at least one each.
    ///   - guests: Of all clusters together.
    ///   - epoch: When they were built; they have run since. `nil` is an hour ago, so that there is a past to look at.
    public static func demonstration(
        clusters: Int = 3, nodes: Int = 12, guests: Int = 200, seed: UInt64 = 1, version: LabVersion = LabVersion(9, 0),
        epoch: Timestamp? = nil, clock: any WallClock = SystemWallClock()
    ) -> [LabCluster.Configuration] {
        let count = max(clusters, 1)
        func share(_ total: Int, _ index: Int) -> Int { total / count + (index < total % count ? 1 : 0) }
        return (0..<count).map { index in
            let plan = EstatePlan(
                index: index, seed: seed, nodes: share(nodes, index), guests: share(guests, index), version: version,
                epoch: epoch ?? clock.now - .seconds(3600))
            // Proxmox shows pending updates to those only who could install them.
            return LabCluster.Configuration(plan, privileges: LabGrant.monitor(version).union(["Sys.Modify"]), clock: clock)
        }
    }
}
