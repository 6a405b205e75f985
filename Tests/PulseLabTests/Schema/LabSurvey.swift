import PulseCore

@testable import PulseLab

/// Asks a simulated cluster for every path that it has, with every parameter that exists.
struct LabSurvey {
    struct Answer: Sendable {
        let template: String
        let path: String
        let result: Result<[UInt8], LabRefusal>
    }
    let estate: LabEstate
    let api: LabAPI
    private let moment: LabMoment

    init(_ plan: EstatePlan, after time: Duration = .seconds(3)) {
        estate = LabEstate(plan)
        api = LabAPI(version: plan.version)
        moment = estate.moment(at: plan.epoch + time)
    }

    func ask(_ path: String, query: [String: String] = [:], as caller: LabCaller? = nil) -> Answer? {
        guard let (route, parameters) = api.route(path) else { return nil }
        let facts = CertificateFacts(
            fingerprint: Array(repeating: "AB", count: 32).joined(separator: ":"), pem: "", notBefore: 1, notAfter: 2, subject: "/CN=x",
            names: ["x"])
        let request = LabRequest(
            estate: estate, moment: moment, caller: caller ?? LabCaller(id: "root@pam", isRoot: true, grants: []), member: 0,
            parameters: parameters, query: query, certificates: Array(repeating: facts, count: estate.nodes.count))
        let result = Result { () throws(LabRefusal) in try api.answer(route, request) }
        return Answer(template: route.template, path: path, result: result)
    }

    /// Answers to all paths.
    func all() -> [Answer] {
        api.templates.flatMap { template in paths(of: template).compactMap { ask($0, query: Self.needs(template, estate)) } }
    }

    private static func needs(_ template: String, _ estate: LabEstate) -> [String: String] {
        if template.hasSuffix("/rrddata") { return ["timeframe": "hour", "cf": "AVERAGE"] }
        if template.hasSuffix("/file-read") { return ["file": "/proc/meminfo"] }
        if template.hasSuffix("/smart") { return ["disk": estate.nodes[0].disks.last?.path ?? ""] }
        return [:]
    }

    func paths(of template: String) -> [String] {
        var paths = [template]
        if template.contains("{node}") { paths = estate.nodes.map { template.with("node", $0.name) } }
        if template.contains("{vmid}") {
            paths = zip(estate.guests, moment.guests).map { guest, now in
                template.with("node", estate.nodes[now.node].name).with("vmid", String(guest.vmid))
            }
        }
        if template.contains("{storage}") { paths = paths.flatMap { path in estate.storages.map { path.with("storage", $0.id) } } }
        if template.contains("{poolid}") { paths = estate.pools.map { template.with("poolid", $0) } }
        if template.contains("{name}") { paths = paths.flatMap { path in ["rpool", "tank"].map { path.with("name", $0) } } }
        if template.contains("/replication/{id}") {
            paths = estate.replications.map { template.with("node", $0.source).with("id", $0.id) }
        }
        if template.contains("{upid}") {
            paths = estate.nodes.flatMap { node in upids(node.name).map { template.with("node", node.name).with("upid", $0) } }
        }
        return paths
    }

    private func upids(_ node: String) -> [String] {
        guard let answer = ask("/nodes/\(node)/tasks", query: ["source": "all", "limit": "4"]), case .success(let bytes) = answer.result,
            let tree = try? JSONNode(bytes)
        else { return [] }
        return tree["data"]?.list.compactMap { $0["upid"]?.text } ?? []
    }
}

extension String {
    func with(_ name: String, _ value: String) -> String { replacingParameter(name, by: value) }
}
