import PulseCore

extension LabAPI {
    static func updates(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let node = request.estate.nodes[try request.node()]
        json.array(node.updates) { json, update in
            json.object { json in
                json.field("Package", update.package)
                json.field("Title", update.title)
                json.field("Description", update.title + ".")
                json.field("Version", update.new)
                json.field("OldVersion", update.old)
                json.field("Arch", "amd64")
                json.field("Section", update.section)
                json.field("Priority", "optional")
                json.field("Origin", update.package == "openssl" ? "Debian" : "Proxmox")
            }
        }
    }

    static func certificates(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let index = try request.node()
        json.beginArray()
        if index < request.certificates.count {
            let facts = request.certificates[index]
            json.object { json in
                json.field("filename", "pve-ssl.pem")
                json.field("fingerprint", facts.fingerprint)
                json.field("subject", facts.subject)
                json.field("issuer", facts.subject)
                json.field("notbefore", facts.notBefore)
                json.field("notafter", facts.notAfter)
                json.field("public-key-type", "id-ecPublicKey")
                json.field("public-key-bits", 256)
                json.field("san", facts.names)
                json.field("pem", facts.pem)
            }
        }
        json.endArray()
    }

    static func services(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        _ = try request.node()
        json.array(["pveproxy", "pvedaemon", "pvestatd", "corosync", "pve-cluster", "sshd", "cron"]) { json, name in
            json.object { json in
                json.field("service", name)
                json.field("name", name)
                json.field("desc", "\(name) service")
                json.field("state", "running")
                json.field("active-state", "active")
                json.field("unit-state", "enabled")
            }
        }
    }
}
