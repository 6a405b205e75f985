import PulseCore

extension LabAPI {
    static let nodeRoutes: [LabRoute] = [
        LabRoute("/nodes") { request, json in nodes(request, &json) },
        LabRoute("/nodes/{node}/status", .node) { request, json throws(LabRefusal) in try nodeStatus(request, &json) },
        LabRoute("/nodes/{node}/version") { request, json throws(LabRefusal) in
            _ = try request.node()
            version(request.estate.version, &json)
        },
        LabRoute("/nodes/{node}/apt/update", .check(path: "/nodes/{node}", ["Sys.Modify"], any: false)) {
            request, json throws(LabRefusal) in try updates(request, &json)
        },
        LabRoute("/nodes/{node}/certificates/info") { request, json throws(LabRefusal) in try certificates(request, &json) },
        LabRoute("/nodes/{node}/subscription") { request, json throws(LabRefusal) in
            _ = try request.node()
            json.object { json in
                json.field("status", "notfound")
                json.field("message", "There is no subscription key")
                json.field("url", "https://www.proxmox.com/en/proxmox-virtual-environment/pricing")
            }
        },
        LabRoute("/nodes/{node}/time", .node) { request, json throws(LabRefusal) in
            _ = try request.node()
            json.object { json in
                json.field("time", request.moment.time.seconds)
                json.field("localtime", request.moment.time.seconds)
                json.field("timezone", "UTC")
            }
        },
        LabRoute("/nodes/{node}/dns", .node) { request, json throws(LabRefusal) in
            _ = try request.node()
            json.object { json in
                json.field("dns1", "9.9.9.9")
                json.field("search", "lab.internal")
            }
        },
        LabRoute("/nodes/{node}/services", .node) { request, json throws(LabRefusal) in try services(request, &json) },
    ]

    private static func nodes(_ request: LabRequest, _ json: inout JSONWriter) {
        json.beginArray()
        for (index, node) in request.estate.nodes.enumerated() where request.moment.nodes[index].isMember {
            json.object { json in
                let sees = request.caller.may("Sys.Audit", "/nodes/\(node.name)")
                nodeRow(node, request.moment.nodes[index], seesFigures: sees, &json)
                if index < request.certificates.count { json.field("ssl_fingerprint", request.certificates[index].fingerprint) }
            }
        }
        json.endArray()
    }

    private static func nodeStatus(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let index = try request.node()
        let (node, now, version) = (request.estate.nodes[index], request.moment.nodes[index], request.estate.version)
        json.object { json in
            json.field("uptime", now.uptime)
            json.field("idle", 0)
            json.field("cpu", now.cpu)
            json.field("wait", now.wait)
            json.key("loadavg")
            json.array(now.load) { json, load in json.value(decimal(load)) }
            kernel(node, version, &json)
            processor(node, &json)
            memory(node, now, version, &json)
            json.field("pveversion", "pve-manager/\(version.release)/\(version.repositoryID)")
        }
    }

    private static func kernel(_ node: LabNode, _ version: LabVersion, _ json: inout JSONWriter) {
        let build = "#1 SMP PREEMPT_DYNAMIC PMX \(version.kernel.dropLast(4)) (2025-11-24T09:12Z)"
        json.field("kversion", "Linux \(version.kernel) \(build)")
        json.key("current-kernel")
        json.object { json in
            json.field("sysname", "Linux")
            json.field("release", version.kernel)
            json.field("version", build)
            json.field("machine", "x86_64")
        }
        json.key("boot-info")
        json.object { json in
            json.field("mode", node.isEFI ? "efi" : "legacy-bios")
            if node.isEFI { json.field("secureboot", 0) }
        }
    }

    private static func processor(_ node: LabNode, _ json: inout JSONWriter) {
        json.key("cpuinfo")
        json.object { json in
            json.field("model", node.processor)
            json.field("sockets", node.sockets)
            json.field("cores", max(node.threads / 2, 1))
            json.field("cpus", node.threads)
            // Text, as Proxmox reads it from /proc/cpuinfo.
            json.field("mhz", decimal(node.megahertz) + "0")
            json.field("user_hz", 100)
            json.field("hvm", "1")
            json.field("flags", "fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge svm avx2 aes")
        }
    }

    private static func memory(_ node: LabNode, _ now: NodeReading, _ version: LabVersion, _ json: inout JSONWriter) {
        json.key("memory")
        json.object { json in
            json.field("total", node.memory)
            json.field("used", now.memoryUsed)
            // Up to version 8, "free" has buffers and caches in it.
            json.field("free", version.isNine ? now.memoryFree : now.memoryAvailable)
            if version.isNine { json.field("available", now.memoryAvailable) }
        }
        json.key("swap")
        json.object { json in
            json.field("total", node.swap)
            json.field("used", now.swapUsed)
            json.field("free", node.swap - now.swapUsed)
        }
        json.key("ksm")
        json.object { json in json.field("shared", 0) }
        json.key("rootfs")
        json.object { json in
            json.field("total", node.rootSize)
            json.field("used", now.rootUsed)
            json.field("avail", (node.rootSize - now.rootUsed) * 95 / 100)
            json.field("free", node.rootSize - now.rootUsed)
        }
    }

    /// Two digits after the point, as text.
    static func decimal(_ value: Double) -> String {
        let hundredths = Int((max(value, 0) * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
