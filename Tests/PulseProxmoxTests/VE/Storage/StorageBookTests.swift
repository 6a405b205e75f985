import PulseCore
import PulseInventory
import Testing

@testable import PulseProxmox

@Suite("Storages of several nodes")
struct StorageBookTests {
    private let configuration = """
        [{"storage":"local","type":"dir","content":"iso,backup","path":"/var/lib/vz"},
         {"storage":"fast","type":"zfspool","pool":"tank/vm","nodes":"node1"},
         {"storage":"nas","type":"nfs","content":"images","shared":1},
         {"storage":"pbs","type":"pbs"},
         {"storage":"shared-dir","type":"dir","shared":1,"path":"/mnt/gluster"}]
        """

    private func definitions(_ json: String) throws -> [StorageDefinition] { try StorageDefinition.all(in: dataAnswer(json)) }
    private func rows(_ json: String) throws -> [NodeStorage] { try NodeStorage.all(in: dataAnswer(json)) }

    private func book() throws -> StorageBook {
        var book = StorageBook()
        book.take(definitions: try definitions(configuration), at: second(0))
        book.take(
            try rows(
                """
                [{"storage":"local","type":"dir","active":1,"enabled":1,"total":1000,"used":400,"avail":600},
                 {"storage":"fast","type":"zfspool","active":1,"enabled":1,"total":500,"used":100,"avail":400},
                 {"storage":"nas","type":"nfs","active":1,"enabled":1,"total":8000,"used":10,"avail":7990},
                 {"storage":"pbs","type":"pbs","total":"9,000","used":"3000"}]
                """), of: "node1", at: second(0))
        book.take(
            try rows(
                """
                [{"storage":"local","type":"dir","active":0,"enabled":1,"total":0,"used":0,"avail":0},
                 {"storage":"fast","type":"zfspool","active":0,"enabled":0,"total":0},
                 {"storage":"nas","type":"nfs","active":0,"enabled":1,"total":8001,"used":11}]
                """), of: "node2", at: second(1))
        return book
    }

    @Test("Local storages are one a node, shared ones one for all, those of other nodes left out")
    func merging() throws {
        let all = try book().rows()
        #expect(
            all.map { "\($0.name) \($0.nodes.joined(separator: ","))" } == [
                "fast node1", "local node1", "local node2", "nas node1,node2", "pbs node1", "shared-dir ",
            ])
        let nas = try #require(all.first { $0.name == "nas" })
        #expect(nas.isShared && nas.isActive)
        #expect(nas.space == StorageSpace(total: 8001, used: 11, available: nil), "the larger reading wins")
        #expect(nas.space?.available == 7990)
    }

    @Test("A storage that was not measured has no size, and one that says nothing of itself is not switched off")
    func words() throws {
        let all = try book().rows()
        let lost = try #require(all.first { $0.name == "local" && $0.nodes == ["node2"] })
        #expect(lost.space == nil && lost.measuredAt == nil)
        #expect(lost.word == "inactive" && lost.status == .offline)
        let pbs = try #require(all.first { $0.name == "pbs" })
        #expect(pbs.isShared && pbs.isEnabled && pbs.isActive && pbs.word == "available")
        #expect(pbs.space == StorageSpace(total: 9000, used: 3000, available: 6000))
        let synthesized = try #require(all.first { $0.name == "shared-dir" })
        #expect(synthesized.isShared && synthesized.word == "available" && synthesized.space == nil)
    }

    @Test("A storage that the configuration disables is disabled whatever nodes say")
    func disabled() throws {
        var book = StorageBook()
        book.take(definitions: try definitions(#"[{"storage":"old","type":"nfs","disable":1}]"#), at: second(0))
        #expect(book.rows().map(\.word) == ["disabled"])
        book.take(try rows(#"[{"storage":"old","type":"nfs","active":1}]"#), of: "node1", at: second(0))
        #expect(book.rows().map(\.word) == ["disabled"] && book.rows()[0].status == .warning)
    }

    @Test("An empty answer keeps the rows, and so does none", arguments: [true, false])
    func silence(answersEmpty: Bool) throws {
        var book = try book()
        let before = book.rows()
        if answersEmpty { book.take([], of: "node1", at: second(10)) }
        book.take(definitions: [], at: second(10))
        #expect(book.rows() == before)
    }

    @Test("What was removed from the configuration goes even while its node is silent")
    func removal() throws {
        var book = try book()
        book.take(definitions: try definitions(#"[{"storage":"local","type":"dir"}]"#), at: second(10))
        #expect(book.rows().map(\.name) == ["local", "local"])
        // A node that answers later may know of a newer configuration.
        book.take(try rows(#"[{"storage":"new","type":"dir","active":1}]"#), of: "node1", at: second(11))
        #expect(book.rows().map(\.name) == ["local", "new"])
    }

    @Test("The storages of a node that is off are out of reach, shared ones are not")
    func offline() throws {
        var book = try book()
        book.wentOffline("node1")
        let all = book.rows()
        let local = try #require(all.first { $0.name == "local" && $0.nodes == ["node1"] })
        #expect(local.status == .offline && local.space?.total == 1000, "its last figures stay")
        #expect(all.first { $0.name == "nas" }?.isActive == false, "the other node says so itself")
        book.take(try rows(#"[{"storage":"local","type":"dir","active":1}]"#), of: "node1", at: second(20))
        #expect(book.rows().first { $0.name == "local" }?.isActive == true)
    }

    @Test("A reading that is much older does not win by being larger")
    func staleReading() throws {
        var book = try book()
        book.take(try rows(#"[{"storage":"nas","type":"nfs","active":1,"total":4000,"used":5}]"#), of: "node1", at: second(120))
        #expect(book.rows().first { $0.name == "nas" }?.space?.total == 4000)
    }

    @Test("Nodes that left are forgotten")
    func leaving() throws {
        var book = try book()
        book.keep(nodes: ["node2"])
        #expect(book.rows().filter { !$0.isShared }.map(\.nodes) == [["node2"]])
        #expect(book.types.isSuperset(of: ["dir", "nfs", "pbs"]))
    }

    @Test("Rows of other shapes cost themselves only")
    func odd() throws {
        let found = try rows(#"[7,null,{"type":"dir"},{"storage":"a","total":-5,"used":"x","active":"1","enabled":true},"b"]"#)
        #expect(found.map(\.name) == ["a"])
        #expect(found[0].space == nil && found[0].isActive == true && found[0].isEnabled == true)
        #expect(try rows("null").isEmpty)
        #expect(throws: JSONFailure.self) { try NodeStorage.all(in: Array("<html>".utf8)) }
    }
}
