/// An answer that is not the wanted one: HTTP status and the words of Proxmox, which stand in the status line.
struct LabRefusal: Error, Equatable {
    let status: Int
    let message: String
    /// Refusals of single parameters.
    var parameters: [String: String] = [:]

    init(_ status: Int, _ message: String, parameters: [String: String] = [:]) {
        self.status = status
        self.message = message
        self.parameters = parameters
    }

    static func permission(_ path: String, _ privileges: [String], any: Bool = false) -> Self {
        Self(403, "Permission check failed (\(path), \(privileges.joined(separator: any ? "|" : ", ")))")
    }
    /// The node is off, and the member that was asked found nobody.
    static let unreachable = Self(595, "No route to host")
    static func unknownNode(_ name: String) -> Self {
        Self(500, "hostname lookup '\(name)' failed - failed to get address info for: \(name): Name or service not known")
    }
    static func noGuest(_ node: String, _ kind: LabGuest.Kind, _ vmid: String) -> Self {
        let folder = kind == .qemu ? "qemu-server" : "lxc"
        return Self(500, "Configuration file 'nodes/\(node)/\(folder)/\(vmid).conf' does not exist")
    }
    static let parameters = Self(400, "Parameter verification failed.")
}
