import Foundation
import PulseCore

/// One path of the API, how it is guarded, and who answers it.
struct LabRoute: Sendable {
    typealias Answer = @Sendable (LabRequest, inout JSONWriter) throws(LabRefusal) -> Void

    enum Guard: Sendable {
        /// Everybody who is signed in; the answer itself leaves out what is not theirs.
        case anyone
        /// All of the privileges, or one of them, on a path with the parameters put in.
        case check(path: String, [String], any: Bool)
    }

    /// As the official description writes it, for example `/nodes/{node}/status`.
    let template: String
    let segments: [Substring]
    let rule: Guard
    let isAbsent: @Sendable (LabVersion) -> Bool
    /// Names that may stand in the query; Proxmox refuses all others.
    let takes: Set<String>
    /// Names that version 9 takes besides.
    let takesFromNine: Set<String>
    /// Names that must.
    let needs: Set<String>
    let answer: Answer

    init(
        _ template: String, _ rule: Guard = .anyone, takes: Set<String> = [], needs: Set<String> = [], takesFromNine: Set<String> = [],
        isAbsent: @escaping @Sendable (LabVersion) -> Bool = { _ in false }, answer: @escaping Answer
    ) {
        self.template = template
        segments = template.split(separator: "/")
        self.rule = rule
        self.isAbsent = isAbsent
        self.takes = takes.union(needs)
        self.needs = needs
        self.takesFromNine = takesFromNine
        self.answer = answer
    }

    /// The parameters when the path is this route's.
    func match(_ path: [Substring]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var parameters: [String: String] = [:]
        for (wanted, given) in zip(segments, path) {
            if wanted.hasPrefix("{") {
                parameters[String(wanted.dropFirst().dropLast())] = given.removingPercentEncodingLossless
            } else if wanted != given {
                return nil
            }
        }
        return parameters
    }

    /// All names that may stand in the query.
    func names(_ version: LabVersion) -> Set<String> { version.isNine ? takes.union(takesFromNine) : takes }

    /// - Throws: 400 with a reason for each name that is wrong.
    func check(_ query: [String: String], _ version: LabVersion) throws(LabRefusal) {
        var reasons: [String: String] = [:]
        let known = names(version)
        for name in query.keys where !known.contains(name) {
            reasons[name] = "property is not defined in schema and the schema does not allow additional properties"
        }
        for name in needs where query[name] == nil { reasons[name] = "property is missing and it is not optional" }
        guard reasons.isEmpty else { throw LabRefusal(400, "Parameter verification failed.", parameters: reasons) }
    }

    /// - Throws: 403 as Proxmox words it.
    func check(_ caller: LabCaller, _ parameters: [String: String]) throws(LabRefusal) {
        guard case .check(let pattern, let privileges, let any) = rule else { return }
        var path = pattern
        for (name, value) in parameters { path = path.replacingParameter(name, by: value) }
        guard caller.may(privileges, path, any: any) else { throw .permission(path, privileges, any: any) }
    }
}

extension LabRoute.Guard {
    /// `Sys.Audit` on the datacenter.
    static let datacenter = Self.check(path: "/", ["Sys.Audit"], any: false)
    /// `Sys.Audit` on the node.
    static let node = Self.check(path: "/nodes/{node}", ["Sys.Audit"], any: false)
    /// `VM.Audit` on the guest.
    static let guest = Self.check(path: "/vms/{vmid}", ["VM.Audit"], any: false)
    /// `Datastore.Audit` or `Datastore.AllocateSpace` on the storage.
    static let storage = Self.check(path: "/storage/{storage}", ["Datastore.Audit", "Datastore.AllocateSpace"], any: true)
}

extension Substring {
    var removingPercentEncodingLossless: String { String(self).removingPercentEncoding ?? String(self) }
}
extension String {
    func replacingParameter(_ name: String, by value: String) -> String {
        replacing("{\(name)}", with: value)
    }
}
