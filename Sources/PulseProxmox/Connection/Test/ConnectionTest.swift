import PulseCore
import PulseOutbound

/// Tries a connection, saved or not, and says exactly what works. Nothing is stored.
public struct ConnectionTest: Sendable {
    /// How long a test may take, `platform-connections` §3.4.
    public static let budget: Duration = .seconds(10)
    /// How long asking for the cluster's members may take when a connection is added, §3.1.
    public static let clusterBudget: Duration = .seconds(15)
    /// Bytes of an answer, §9.
    private static let bodyLimit = 1 << 20

    private let outbound: any OutboundFactory
    private let clock: any WallClock

    public init(outbound: any OutboundFactory, clock: any WallClock = SystemWallClock()) {
        self.outbound = outbound
        self.clock = clock
    }

    /// Connects, signs in and asks. `connection.host` is normalised, see `HostAddress`.
    ///
    /// Only the configured address is asked, never another member of its cluster.
    public func run(_ connection: ProxmoxConnection, budget: Duration = Self.budget) async throws(ConnectionTestFailure) -> ConnectionReport
    {
        let client = ProxmoxClient(
            origin: connection.host, product: connection.product, credentials: connection.credentials, trust: connection.trust,
            outbound: outbound, clock: clock, timeout: budget, bodyLimit: Self.bodyLimit)
        async let examined = certificate(of: connection, budget: budget)
        let deadline = ContinuousClock.now + budget
        do throws(ProxmoxFailure) {
            var report = try await ask(client, about: connection.product, until: deadline)
            report.certificate = await examined
            report.warnings += Self.warnings(connection, report.certificate)
            await client.close()
            return report
        } catch {
            await client.close()
            throw ConnectionTestFailure(error, product: connection.product)
        }
    }

    private func ask(
        _ client: ProxmoxClient, about product: ProxmoxProduct, until deadline: ContinuousClock.Instant
    ) async throws(ProxmoxFailure) -> ConnectionReport {
        let hello = try await client.get("/version", timeout: try left(until: deadline))
        guard let version = ServerVersion(answer: hello) else { throw ProxmoxFailure(.malformed, status: 200, path: "/version") }
        let start = ContinuousClock.now
        let path = product == .pbs ? "/admin/datastore" : "/nodes"
        let rows = JSONRows.count(in: try await client.get(path, timeout: try left(until: deadline)))
        var report = ConnectionReport(product: product, latency: ContinuousClock.now - start)
        guard let rows else { throw ProxmoxFailure(.malformed, status: 200, path: path) }
        report.version = version.version
        report.release = version.release
        switch product {
        case .pve: try await complete(&report, nodes: rows, version: version, client: client, until: deadline)
        case .pbs: report.datastoreCount = rows
        case .pmg: await tryMailStatistics(&report, client: client, until: deadline)
        }
        return report
    }

    private func complete(
        _ report: inout ConnectionReport, nodes: Int, version: ServerVersion, client: ProxmoxClient,
        until deadline: ContinuousClock.Instant
    ) async throws(ProxmoxFailure) {
        report.nodeCount = nodes
        // Without a view of the cluster the connection still works, as a lone node.
        do throws(ProxmoxFailure) {
            let sighting = try await ClusterDiscovery.sighting(from: client, timeout: try left(until: deadline))
            report.cluster = sighting.isCluster ? sighting : nil
        } catch {
            report.warnings.append("The cluster's members could not be read. \(error.pulseError.message)")
        }
        do {
            let answer = try await client.get("/access/permissions", timeout: try left(until: deadline))
            report.missingPrivileges = try PrivilegeCheck(answer: answer).missing(majorVersion: version.major)
        } catch {
            report.warnings.append("What the credentials may do could not be read")
        }
    }

    private func tryMailStatistics(
        _ report: inout ConnectionReport, client: ProxmoxClient, until deadline: ContinuousClock.Instant
    ) async {
        for (path, what) in [("/statistics/mail", "Mail statistics"), ("/config/cluster/status", "The cluster's status")] {
            do throws(ProxmoxFailure) {
                _ = try await client.get(path, timeout: try left(until: deadline))
            } catch {
                report.warnings.append("\(what) could not be read. \(error.pulseError.message)")
            }
        }
    }

    private func left(until deadline: ContinuousClock.Instant) throws(ProxmoxFailure) -> Duration {
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else { throw ProxmoxFailure(.connection(.timeout), path: "/") }
        return left
    }

    private func certificate(of connection: ProxmoxConnection, budget: Duration) async -> CertificateExamination? {
        guard connection.host.hasPrefix("https:") else { return nil }
        return try? await outbound.examineCertificate(origin: connection.host, timeout: budget)
    }

    private static func warnings(_ connection: ProxmoxConnection, _ certificate: CertificateExamination?) -> [String] {
        guard connection.host.hasPrefix("https:") else {
            return ["The connection is not encrypted: credentials and readings travel in clear text"]
        }
        guard connection.trust == .anything, certificate?.isTrustedBySystem != true else { return [] }
        return ["The server's certificate is not verified"]
    }
}
