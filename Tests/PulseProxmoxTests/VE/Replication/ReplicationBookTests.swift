import PulseCore
import PulseInventory
import Testing

@testable import PulseProxmox

@Suite("Replication")
struct ReplicationBookTests {
    private func jobs(_ json: String) throws -> [ReplicationJob] { try ReplicationJob.all(in: dataAnswer(json)) }

    private func book() throws -> ReplicationBook {
        var book = ReplicationBook()
        book.take(
            configured: try jobs(
                """
                [{"id":"100-0","type":"local","target":"node2","guest":100,"jobnum":0,"schedule":"*/15","rate":"12.5","source":"node1"},
                 {"id":"100-1","target":"node3","disable":1,"comment":"off"},
                 {"id":"101-0","target":"node1","remove_job":"full"},{"guest":5}]
                """))
        return book
    }

    @Test("Jobs by guest, with what their configuration says")
    func configuration() throws {
        let guests = try book().facets(guestNodes: [101: "node3"])
        #expect(guests.mapValues { $0.map(\.jobID) } == [100: ["100-0", "100-1"], 101: ["101-0"]])
        let first = try #require(guests[100]?.first)
        #expect(first.rateLimit == 12.5 && first.enabled && first.source == "node1" && first.target == "node2" && first.schedule == "*/15")
        #expect(first.state == nil && first.lastSync == nil && first.failCount == nil)
        #expect(guests[100]?[1].enabled == false && guests[100]?[1].jobNumber == 1 && guests[100]?[1].comment == "off")
        #expect(guests[101]?.first?.source == "node3" && guests[101]?.first?.removeJob == "full")
    }

    @Test("A state may come as an object or as a list", arguments: [true, false])
    func shapes(isList: Bool) throws {
        var book = try book()
        let row = #"{"id":"100-0","last_sync":1715500000,"next_sync":"1715501000","duration":3.25,"fail_count":0}"#
        book.take(states: try jobs(isList ? "[\(row)]" : row), at: second(5))
        let job = try #require(book.facets(guestNodes: [:])[100]?.first)
        #expect(job.lastSync == Timestamp(seconds: 1_715_500_000) && job.nextSync == Timestamp(seconds: 1_715_501_000))
        #expect(job.duration == 3.25 && job.failCount == 0 && job.state == "OK" && job.polledAt == second(5) && job.rateLimit == 12.5)
    }

    @Test(
        "Words for the state",
        arguments: [
            (#""state":"idle""#, "idle"), (#""pid":4711,"fail_count":2"#, "SYNCING"), (#""fail_count":2"#, "ERROR"),
            (#""error":"no route""#, "ERROR"), (#""last_sync":1715500000"#, "OK"), (#""last_sync":0"#, nil),
        ] as [(String, String?)])
    func words(members: String, word: String?) throws {
        #expect(try jobs(#"{"id":"100-0",\#(members)}"#).first?.word == word)
    }

    @Test("A silent node keeps its jobs' states; a job that is gone takes its state along")
    func keeping() throws {
        var book = try book()
        book.take(states: try jobs(#"[{"id":"100-0","fail_count":3},{"id":"999-0","fail_count":1}]"#), at: second(0))
        book.take(states: [], at: second(10))
        #expect(book.facets(guestNodes: [:])[100]?.first?.failCount == 3)
        #expect(book.facets(guestNodes: [:])[999] == nil)
        book.take(configured: [])
        book.take(configured: try jobs(#"[{"id":"100-0"}]"#))
        #expect(book.facets(guestNodes: [:])[100]?.first?.failCount == nil)
    }

    @Test("Each source node is asked once; a guest that moved is asked for where it is")
    func sources() throws {
        #expect(try book().sources(guestNodes: [:]) == ["node1"])
        #expect(try book().sources(guestNodes: [100: "node2", 101: "node3"]) == ["node2", "node3"])
    }
}
