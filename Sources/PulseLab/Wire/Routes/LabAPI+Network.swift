import PulseCore

extension LabAPI {
    static let networkRoutes: [LabRoute] = [
        LabRoute("/nodes/{node}/network", takes: ["type"]) { request, json throws(LabRefusal) in
            let node = request.estate.nodes[try request.node()]
            json.beginArray()
            interface("eno1", "eth", node, &json) { _ in }
            interface("eno2", "eth", node, &json) { _ in }
            interface("vmbr0", "bridge", node, &json) { json in
                json.field("bridge_ports", "eno1")
                json.field("bridge_stp", "off")
                json.field("bridge_fd", "0")
                json.field("address", node.address)
                json.field("netmask", "8")
                json.field("cidr", "\(node.address)/8")
                json.field("gateway", "127.0.0.1")
            }
            json.endArray()
        },
        LabRoute("/nodes/{node}/netstat", .node) { request, json throws(LabRefusal) in
            let node = try request.node()
            json.beginArray()
            for (guest, now) in zip(request.estate.guests, request.moment.guests) where now.node == node && now.isRunning {
                json.object { json in
                    json.field("vmid", String(guest.vmid))
                    json.field("dev", "net0")
                    json.field("in", now.netIn)
                    json.field("out", now.netOut)
                }
            }
            json.endArray()
        },
    ]

    private static func interface(
        _ name: String, _ type: String, _ node: LabNode, _ json: inout JSONWriter, _ more: (inout JSONWriter) -> Void
    ) {
        json.object { json in
            json.field("iface", name)
            json.field("type", type)
            json.field("active", 1)
            json.field("exists", 1)
            if type == "bridge" { json.field("autostart", 1) }
            json.field("method", type == "bridge" ? "static" : "manual")
            json.field("method6", "manual")
            json.field("families", ["inet"])
            json.field("priority", type == "bridge" ? 5 : 3)
            more(&json)
        }
    }
}
