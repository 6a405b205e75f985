import PulseCore

extension LabAPI {
    static let accessRoutes: [LabRoute] = [
        LabRoute("/access/permissions", takes: ["path", "userid"]) { request, json in permissions(request, &json) },
        // A page that tells nothing, but exists: Proxmox has it for forms that ask first.
        LabRoute("/access/ticket") { _, json in json.null() },
        LabRoute("/access/domains") { _, json in
            json.array([("pam", "Linux PAM standard authentication"), ("pve", "Proxmox VE authentication server")]) { json, realm in
                json.object { json in
                    json.field("realm", realm.0)
                    json.field("type", realm.0)
                    json.field("comment", realm.1)
                }
            }
        },
    ]

    private static func permissions(_ request: LabRequest, _ json: inout JSONWriter) {
        let wanted = request.query["path"]
        json.beginObject()
        for path in wanted.map({ [$0] }) ?? request.caller.paths {
            let held = request.caller.isRoot ? LabGrant.administrator(request.estate.version) : request.caller.privileges(path)
            guard !held.isEmpty || wanted != nil else { continue }
            json.key(path)
            json.object { json in
                for privilege in held.sorted() {
                    json.key(privilege)
                    // 1 says that it holds below the path too.
                    json.value(1)
                }
            }
        }
        json.endObject()
    }

    /// The answer to a successful `POST /access/ticket`.
    static func signedIn(_ ticket: LabAccess.Ticket, cluster: String?, _ json: inout JSONWriter) {
        json.object { json in
            json.key("data")
            json.object { json in
                json.field("username", ticket.user)
                json.field("ticket", ticket.ticket)
                json.field("CSRFPreventionToken", ticket.csrf)
                json.optional("clustername", cluster)
                json.key("cap")
                json.object { json in
                    json.key("dc")
                    json.object { json in json.field("Sys.Audit", 1) }
                }
            }
        }
    }
}
