import Foundation
import PulseCore

/// Lets another process make a laboratory misbehave, and see what it was asked.
struct ControlAPI: Sendable {
    let laboratory: Laboratory

    struct Answer: Sendable {
        var status: Int
        var body: [UInt8]
    }

    func answer(_ method: String, _ path: String, _ query: [String: String], _ body: [UInt8]) async -> Answer {
        switch (method, path) {
        case ("GET", "/lab/endpoints"): Answer(status: 200, body: document(await laboratory.endpoints))
        case ("GET", "/lab/faults"): json { faults(&$0) }
        case ("POST", "/lab/faults"): addFault(body)
        case ("DELETE", "/lab/faults"): removeFaults(query["id"].flatMap { Int($0) }, query["cluster"])
        case ("POST", "/lab/events"): apply(body)
        case ("GET", "/lab/requests"): json { requests(&$0) }
        case ("DELETE", "/lab/requests"): resetRequests()
        default: refusal(404, "There is no \(method) \(path).")
        }
    }

    private func chosen(_ name: String?) -> [LabCluster] { laboratory.clusters.filter { (name ?? $0.name) == $0.name } }

    private func refusal(_ status: Int, _ text: String) -> Answer {
        var answer = json { $0.object { json in json.field("error", text) } }
        answer.status = status
        return answer
    }
    private func json(_ write: (inout JSONWriter) -> Void) -> Answer {
        var writer = JSONWriter()
        write(&writer)
        return Answer(status: 200, body: writer.bytes)
    }

    private func addFault(_ body: [UInt8]) -> Answer {
        guard let order = try? JSONDecoder().decode(FaultOrder.self, from: Data(body)), let fault = order.fault else {
            return refusal(400, "This is no fault.")
        }
        let clusters = chosen(order.cluster)
        guard !clusters.isEmpty else { return refusal(404, "There is no such cluster.") }
        let ids = clusters.map { ($0.name, $0.add(fault)) }
        guard !ids.contains(where: { $0.1 == nil }) else { return refusal(409, "Too many faults are set.") }
        return json { json in
            json.array(ids) { json, id in
                json.object { json in
                    json.field("cluster", id.0)
                    json.optional("id", id.1)
                }
            }
        }
    }

    private func removeFaults(_ id: Int?, _ cluster: String?) -> Answer {
        for cluster in chosen(cluster) {
            if let id { cluster.removeFault(id) } else { cluster.removeFaults() }
        }
        return json { faults(&$0) }
    }

    private func faults(_ json: inout JSONWriter) {
        json.beginArray()
        for cluster in laboratory.clusters {
            for (id, fault) in cluster.faults {
                json.object { json in
                    json.field("cluster", cluster.name)
                    json.field("id", id)
                    json.field("effect", String(describing: fault.effect))
                    json.optional("member", fault.member)
                    json.optional("path", fault.path)
                    json.optional("times", fault.times)
                }
            }
        }
        json.endArray()
    }
}

extension ControlAPI {
    private func apply(_ body: [UInt8]) -> Answer {
        guard let order = try? JSONDecoder().decode(EventOrder.self, from: Data(body)) else { return refusal(400, "This is no event.") }
        let clusters = chosen(order.cluster)
        guard !clusters.isEmpty else { return refusal(404, "There is no such cluster.") }
        if order.event == "certificate" { return changeCertificate(order, clusters) }
        guard let change = order.change else { return refusal(400, "There is no such event, or it lacks what it is about.") }
        let isDone = clusters.map { $0.apply(change) }.contains(true)
        return isDone ? json { $0.object { json in json.field("applied", true) } } : refusal(409, "The log of events is full.")
    }

    private func changeCertificate(_ order: EventOrder, _ clusters: [LabCluster]) -> Answer {
        guard let node = order.node else { return refusal(400, "Which node's certificate?") }
        for cluster in clusters {
            if let fingerprint = try? cluster.changeCertificate(of: node) {
                return json { $0.object { json in json.field("fingerprint", fingerprint) } }
            }
        }
        return refusal(404, "No listening node has that name.")
    }

    private func requests(_ json: inout JSONWriter) {
        json.object { json in
            for cluster in laboratory.clusters {
                let counts = cluster.counts
                json.key(cluster.name)
                json.object { json in
                    json.field("total", counts.total)
                    json.field("refusedCredentials", counts.refusedCredentials)
                    json.field("ticketsGiven", counts.ticketsGiven)
                    json.field("mostAtOnce", counts.mostAtOnce)
                    json.key("byMember")
                    json.object(counts.byMember) { $0.value($1) }
                    json.key("byTemplate")
                    json.object(counts.byTemplate) { $0.value($1) }
                }
            }
        }
    }

    private func resetRequests() -> Answer {
        for cluster in laboratory.clusters { cluster.resetCounts() }
        return json { requests(&$0) }
    }

    private func document(_ endpoints: [LabEndpoint]) -> [UInt8] { LabDirectory(laboratory).json(endpoints) }
}
