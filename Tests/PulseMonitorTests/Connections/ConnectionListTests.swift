import PulseCore
import PulseMonitor
import PulseProxmox
import Testing

private func connection(_ product: ProxmoxProduct, _ name: String, _ host: String) -> ProxmoxConnection {
    ProxmoxConnection(id: ConnectionID.make(), product: product, name: name, host: host, credentials: .token(id: "a@pam!t", secret: "s"))
}

private func code(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return (error as? PulseError)?.code }
    return nil
}

@Suite struct ConnectionListTests {
    @Test(arguments: [
        ("", "missing_node_id"), ("x", "invalid_node_id"), ("pve", "invalid_node_id"), ("pve-", "invalid_node_id"),
        ("pve--1", "invalid_node_id"), ("pve-1x", "invalid_node_id"), ("pve:", "invalid_node_id"), ("esx-0", "invalid_node_id"),
        ("pve-99999999999999999999", "invalid_node_id"), ("0", "invalid_node_id"),
    ]) func refusesWhatIsNoReference(text: String, expected: String) {
        #expect(code { _ = try ConnectionReference(text) } == expected)
    }

    @Test func findsByThreeForms() throws {
        var list = ConnectionList()
        let one = connection(.pve, "one", "https://one:8006")
        let two = connection(.pve, "with-dash: and colon", "https://two:8006")
        let backup = connection(.pbs, "one", "https://one:8007")
        for connection in [one, backup, two] { try list.add(connection) }
        for (text, wanted) in [
            (one.id, one), (one.id.uppercased(), one), ("pve-0", one), ("pve:one", one), ("pve:ONE", one), ("pve-1", two),
            ("pbs-0", backup),
            ("pbs:one", backup), ("pve:with-dash: and colon", two),
        ] {
            #expect(try list.find(ConnectionReference(text)) == wanted)
        }
        #expect(code { _ = try list.find(ConnectionReference("pve-2")) } == "node_not_found")
        #expect(code { _ = try list.find(ConnectionReference("pmg-0")) } == "node_not_found")
        #expect(list.all.map(\.id) == [one.id, two.id, backup.id])
    }

    @Test func aNameOfSeveralIsNotGuessed() throws {
        var list = ConnectionList()
        try list.add(connection(.pve, "Site", "https://a:8006"))
        try list.add(connection(.pve, "site", "https://b:8006"))
        #expect(code { _ = try list.find(ConnectionReference("pve:SITE")) } == "ambiguous_node_id")
        #expect(try list.find(ConnectionReference("pve:site")).host == "https://b:8006")
    }

    @Test func addressesAndNamesAreUniqueWithinAType() throws {
        var list = ConnectionList()
        let one = connection(.pve, "one", "https://one:8006")
        try list.add(one)
        #expect(code { try list.add(connection(.pve, "two", "https://one:8006")) } == "node_exists")
        #expect(code { try list.add(connection(.pve, "one", "https://two:8006")) } == "node_name_exists")
        try list.add(connection(.pmg, "one", "https://one:8006"))
        var two = connection(.pve, "two", "https://two:8006")
        try list.add(two)
        two.host = one.host
        #expect(code { try list.replace(two) } == "node_exists")
        #expect(list.connection(id: two.id)?.host == "https://two:8006")
    }

    @Test func hasBounds() throws {
        var list = ConnectionList()
        for number in 0..<ConnectionList.limit { try list.add(connection(.pve, "n\(number)", "https://n\(number):8006")) }
        #expect(code { try list.add(connection(.pbs, "more", "https://more:8007")) } == "limit_exceeded")
        var large = list.all[0]
        let members = (0...ConnectionList.memberLimit).map { ClusterMember(identity: "\($0)", name: "m\($0)", isOnline: true) }
        large.cluster = ClusterMembership(name: "c", members: members)
        #expect(code { try list.replace(large) } == "limit_exceeded")
    }

    @Test func whatPeopleSaidAboutMembersSurvivesARefresh() {
        var old = ClusterMember(identity: "id-1", name: "pve1", isOnline: true)
        old.displayName = "Rack 1"
        old.ipOverride = "192.0.2.1"
        var seen = ClusterMember(identity: "other", name: "PVE1", isOnline: false)
        seen.ip = "192.0.2.99"
        let fresh = ClusterMember(identity: "id-2", name: "pve2", isOnline: true)
        let merged = ClusterMembership(name: "c", members: [seen, fresh])
            .keepingOverrides(of: ClusterMembership(name: "c", members: [old]))
        #expect(merged.members.map(\.identity) == ["id-1", "id-2"])
        #expect(merged.members[0].displayName == "Rack 1" && merged.members[0].ipOverride == "192.0.2.1")
        #expect(merged.members[0].ip == "192.0.2.99" && !merged.members[0].isOnline)
    }
}
