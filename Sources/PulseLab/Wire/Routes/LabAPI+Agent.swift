import PulseCore

extension LabAPI {
    static func agentRoutes(_ version: LabVersion) -> [LabRoute] {
        let path = "/nodes/{node}/qemu/{vmid}/agent/"
        let isNine = version.isNine
        let look: LabRoute.Guard = .check(
            path: "/vms/{vmid}", isNine ? ["VM.GuestAgent.Audit", "VM.GuestAgent.Unrestricted"] : ["VM.Monitor"], any: isNine)
        let read: LabRoute.Guard = .check(
            path: "/vms/{vmid}", isNine ? ["VM.GuestAgent.FileRead", "VM.GuestAgent.Unrestricted"] : ["VM.Monitor"], any: isNine)
        return [
            LabRoute(path + "get-fsinfo", look) { request, json throws(LabRefusal) in
                let index = try agent(request)
                result(&json) { json in AgentAnswers.filesystems(request.estate.guests[index], request.moment.tide, &json) }
            },
            LabRoute(path + "network-get-interfaces", look) { request, json throws(LabRefusal) in
                let index = try agent(request)
                result(&json) { json in
                    AgentAnswers.interfaces(request.estate.guests[index], request.moment.guests[index], &json)
                }
            },
            LabRoute(path + "get-osinfo", look) { request, json throws(LabRefusal) in
                let index = try agent(request)
                result(&json) { json in AgentAnswers.system(request.estate.guests[index].system, &json) }
            },
            LabRoute(path + "get-host-name", look) { request, json throws(LabRefusal) in
                let index = try agent(request)
                result(&json) { json in json.object { json in json.field("host-name", request.estate.guests[index].name) } }
            },
            LabRoute(path + "info", look) { request, json throws(LabRefusal) in
                _ = try agent(request)
                result(&json) { json in AgentAnswers.about(&json) }
            },
            LabRoute(path + "file-read", read, needs: ["file"], takesFromNine: ["count", "decode", "offset"]) {
                request, json throws(LabRefusal) in
                let index = try agent(request)
                try AgentAnswers.file(request.query["file"], request.estate.guests[index], request.moment.guests[index], &json)
            },
        ]
    }

    /// The guest, when its agent answers.
    private static func agent(_ request: LabRequest) throws(LabRefusal) -> Int {
        let index = try request.guest(.qemu)
        let now = request.moment.guests[index]
        guard now.isRunning else { throw LabRefusal(500, "VM \(request["vmid"]) is not running") }
        switch now.agent {
        case .absent: throw LabRefusal(500, "No QEMU guest agent configured")
        case .silent: throw LabRefusal(500, "QEMU guest agent is not running")
        case .answering: return index
        }
    }

    private static func result(_ json: inout JSONWriter, _ write: (inout JSONWriter) -> Void) {
        json.beginObject()
        json.key("result")
        write(&json)
        json.endObject()
    }
}
