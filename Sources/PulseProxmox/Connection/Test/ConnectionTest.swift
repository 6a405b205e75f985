import PulseCore
import PulseOutbound

/// Tries a connection, saved or not, and says exactly what works. Nothing is stored.
public struct ConnectionTest: Sendable {
    /// How long a test may take, `platform-connections` §3.4.
    public static let budget: Duration = .seconds(10)
    /// How long asking for the cluster's members may take when a connection is added, §3.1.
    public static let clusterBudget: Duration = .seconds(15)

    let outbound: any OutboundFactory
    let clock: any WallClock

    public init(outbound: any OutboundFactory, clock: any WallClock = SystemWallClock()) {
        self.outbound = outbound
        self.clock = clock
    }

    /// Connects, signs in and asks. `connection.host` is normalised, see `HostAddress`.
    public func run(_ connection: ProxmoxConnection, budget: Duration = Self.budget) async throws(ConnectionTestFailure) -> ConnectionReport
    {
        throw ConnectionTestFailure(.failed)
    }
}
