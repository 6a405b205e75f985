import PulseCore

extension LabAPI {
    static let lxcRoutes: [LabRoute] = [
        LabRoute("/nodes/{node}/lxc") { request, json throws(LabRefusal) in try guests(.lxc, request, &json) },
        LabRoute("/nodes/{node}/lxc/{vmid}/status/current", .guest) { request, json throws(LabRefusal) in
            let index = try request.guest(.lxc)
            let guest = request.estate.guests[index]
            json.object { json in
                GuestRows.status(guest, request.moment.guests[index], request.estate.version, &json)
                json.key("ha")
                json.object { json in json.field("managed", guest.isHighlyAvailable ? 1 : 0) }
            }
        },
        LabRoute("/nodes/{node}/lxc/{vmid}/config", .guest, takes: ["current", "snapshot"]) { request, json throws(LabRefusal) in
            try lxcConfig(request, &json)
        },
        LabRoute("/nodes/{node}/lxc/{vmid}/interfaces", .guest) { request, json throws(LabRefusal) in
            try lxcInterfaces(request, &json)
        },
        LabRoute("/nodes/{node}/lxc/{vmid}/snapshot", .guest) { request, json throws(LabRefusal) in
            try snapshots(.lxc, request, &json)
        },
    ]

    private static func lxcConfig(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let index = try request.guest(.lxc)
        let (guest, now) = (request.estate.guests[index], request.moment.guests[index])
        json.object { json in
            json.field("hostname", guest.name)
            json.field("arch", "amd64")
            json.field("ostype", guest.system.ostype)
            json.field("cores", guest.cores)
            json.field("memory", guest.memory / Size.mebi)
            json.field("swap", guest.swap / Size.mebi)
            let isStarted = request.moment.state.guests[index].isStartedAtBoot ?? guest.isStartedAtBoot
            // Proxmox leaves out what is at its default.
            if isStarted { json.field("onboot", 1) }
            json.field("unprivileged", 1)
            json.field("features", "nesting=1")
            if guest.isTemplate { json.field("template", 1) }
            if !guest.tags.isEmpty { json.field("tags", guest.tagText) }
            json.optional("lock", now.lock)
            json.field("rootfs", "\(guest.storage):subvol-\(guest.vmid)-disk-0,size=\(guest.disk / Size.gibi)G")
            for (number, size) in guest.volumes.enumerated() {
                json.key("mp\(number)")
                json.value("\(guest.storage):subvol-\(guest.vmid)-disk-\(number + 1),mp=/srv/data\(number),size=\(size / Size.gibi)G")
            }
            let isFixed = guest.vmid % 2 == 0
            let address = isFixed ? "\(guest.address)/16" : "dhcp"
            json.field("net0", "name=eth0,bridge=vmbr0,firewall=1,hwaddr=\(guest.mac),ip=\(address),type=veth")
            if guest.isOCI {
                json.field("entrypoint", "/usr/local/bin/docker-entrypoint.sh \(guest.name)")
                json.field("env", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin")
                json.field("cmode", "console")
                json.key("lxc")
                json.array([["lxc.init.cwd", "/"], ["lxc.signal.halt", "SIGTERM"]]) { json, pair in
                    json.array(pair) { json, text in json.value(text) }
                }
            }
            json.field("digest", digest(guest.vmid))
        }
    }

    private static func lxcInterfaces(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let index = try request.guest(.lxc)
        let guest = request.estate.guests[index]
        guard request.moment.guests[index].isRunning else { return json.null() }
        json.beginArray()
        interface("lo", "00:00:00:00:00:00", "127.0.0.1/8", "::1/128", &json)
        let number = String(guest.vmid % 65_536, radix: 16)
        interface("eth0", guest.mac.lowercased(), "\(guest.address)/16", "fe80::be24:11ff:fe00:\(number)/64", &json)
        json.endArray()
    }

    private static func interface(_ name: String, _ hardware: String, _ inet: String, _ inet6: String, _ json: inout JSONWriter) {
        json.object { json in
            json.field("name", name)
            json.field("hwaddr", hardware)
            json.field("hardware-address", hardware)
            json.field("inet", inet)
            json.field("inet6", inet6)
            json.key("ip-addresses")
            json.array([inet, inet6]) { json, text in
                let parts = text.split(separator: "/")
                json.object { json in
                    json.field("ip-address", String(parts[0]))
                    json.field("ip-address-type", parts[0].contains(":") ? "inet6" : "inet")
                    json.optional("prefix", Int(parts[1]))
                }
            }
        }
    }
}
