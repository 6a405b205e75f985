/// What an answer is made from.
struct LabRequest: Sendable {
    let estate: LabEstate
    let moment: LabMoment
    let caller: LabCaller
    /// Index of the node whose API was asked.
    let member: Int
    let parameters: [String: String]
    let query: [String: String]
    /// Facts of the running laboratory: fingerprints by node.
    let certificates: [CertificateFacts]

    subscript(_ name: String) -> String { parameters[name] ?? "" }

    /// Index of the node the path names.
    func node() throws(LabRefusal) -> Int {
        let name = self["node"] == "localhost" ? estate.nodes[member].name : self["node"]
        guard let index = estate.nodeIndex[name], moment.nodes[index].isMember else { throw .unknownNode(name) }
        guard moment.nodes[index].isOnline else { throw .unreachable }
        return index
    }

    /// Index of the guest the path names, on the node it names.
    func guest(_ kind: LabGuest.Kind) throws(LabRefusal) -> Int {
        let node = try node()
        guard let vmid = Int(self["vmid"]), let index = estate.guestIndex[vmid], estate.guests[index].kind == kind,
            moment.guests[index].isPresent, moment.guests[index].node == node
        else { throw .noGuest(estate.nodes[node].name, kind, self["vmid"]) }
        return index
    }

    /// The storage the path names, where it is on the node.
    func storage() throws(LabRefusal) -> LabStorage {
        guard let storage = estate.storages.first(where: { $0.id == self["storage"] }) else {
            throw LabRefusal(500, "storage '\(self["storage"])' does not exist")
        }
        return storage
    }

    func isSet(_ name: String) -> Bool { query[name] == "1" || query[name] == "true" }
}

/// What `/nodes/{node}/certificates/info` and `/nodes` tell of a certificate.
struct CertificateFacts: Sendable {
    let fingerprint: String
    let pem: String
    let notBefore: Int64
    let notAfter: Int64
    let subject: String
    let names: [String]
}
