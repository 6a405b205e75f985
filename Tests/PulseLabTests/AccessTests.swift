import PulseCore
import Testing

@testable import PulseLab

struct AccessTests {
    private static let now = Timestamp(seconds: 1_763_950_000)

    @Test(arguments: [
        ("/", "Sys.Audit", true), ("/nodes/atlas", "Sys.Audit", true), ("/vms/100", "VM.Audit", true), ("/vms/100", "VM.Monitor", false),
        // The deeper grant replaces the higher one.
        ("/vms/101", "VM.Monitor", true), ("/vms/101", "VM.Audit", false),
        // And this one does not reach further down.
        ("/storage", "Datastore.Audit", false), ("/storage/local", "Datastore.Audit", true), ("/vms/1011", "VM.Audit", true),
    ])
    func theDeepestGrantCounts(path: String, privilege: String, expected: Bool) {
        let caller = LabCaller(
            id: "a@pve", isRoot: false,
            grants: [
                LabGrant("/", ["Sys.Audit", "VM.Audit", "Datastore.Audit"]), LabGrant("/vms/101", ["VM.Monitor"]),
                LabGrant("/storage", [], propagates: false),
            ])
        #expect(caller.may(privilege, path) == expected)
    }

    @Test func aSeparatedTokenHasNoMoreThanItsUser() {
        let caller = LabCaller(
            id: "a@pve!t", isRoot: false, grants: [LabGrant("/", ["VM.Audit", "Sys.Audit"])], bound: [LabGrant("/vms", ["VM.Audit"])])
        #expect(caller.may("VM.Audit", "/vms/7") && !caller.may("VM.Audit", "/") && !caller.may("Sys.Audit", "/vms/7"))
    }

    private func access(_ tokens: [LabToken] = [], isTaciturn: Bool = false) -> LabAccess {
        LabAccess(
            users: [LabUser(id: "a@pve", password: "right", grants: [LabGrant("/", ["VM.Audit"])])], tokens: tokens,
            ticketLife: .seconds(7200), isTaciturn: isTaciturn, seed: 1)
    }

    @Test(
        arguments: [
            (nil, "No ticket"), ("PVEAPIToken=a@pve!x=1", "no such token 'a@pve!x'"), ("PVEAPIToken=a@pve!t=wrong", "invalid token value!"),
            ("PVEAPIToken=a@pve!t=old", "token 'a@pve!t' access expired"), ("Basic YTpi", "No ticket"),
        ] as [(String?, String)])
    func wrongTokensAreRefusedInTheWordsOfProxmox(header: String?, words: String) {
        let access = access([LabToken(id: "a@pve!t", secret: "old", expires: 5)])
        let refusal = #expect(throws: LabRefusal.self) {
            try access.caller(authorization: header, cookie: nil, csrf: nil, isWriting: false, at: Self.now)
        }
        #expect(refusal == LabRefusal(401, words))
    }

    @Test func aTicketHoldsForItsTimeAndWritesNeedTheOtherToken() throws {
        let access = access()
        let ticket = try access.ticket(user: "a@pve", password: "right", at: Self.now)
        let cookie = "x=y; PVEAuthCookie=\(ticket.ticket)"
        func ask(csrf: String? = nil, isWriting: Bool = false, after seconds: Int = 0) throws -> String {
            try access.caller(
                authorization: nil, cookie: cookie, csrf: csrf, isWriting: isWriting, at: Self.now + .seconds(seconds)
            ).id
        }
        #expect(try ask() == "a@pve")
        #expect(try ask(after: 7199) == "a@pve")
        #expect(throws: LabRefusal.self) { try ask(after: 7200) }
        #expect(throws: LabRefusal.self) { try ask(isWriting: true) }
        #expect(try ask(csrf: ticket.csrf, isWriting: true) == "a@pve")
        #expect(try access.ticket(user: "a@pve", password: ticket.ticket, at: Self.now).user == "a@pve")
        #expect(throws: LabRefusal(401, "authentication failure")) {
            try access.ticket(user: "a@pve", password: "wrong", at: Self.now)
        }
    }

    @Test func answersLeaveOutWhatIsNotTheirs() throws {
        let survey = LabSurvey(EstatePlan(nodes: 3, guests: 20, epoch: Self.now))
        let caller = LabCaller(id: "a@pve", isRoot: false, grants: [LabGrant("/vms/101", ["VM.Audit"])])
        let bytes = try #require(survey.ask("/cluster/resources", as: caller)).result.get()
        let rows = try #require(try JSONNode(bytes)["data"]).list
        #expect(rows.filter { $0["vmid"] != nil }.map { $0["vmid"] } == [.whole(101)])
        // Nodes are there, but without their figures.
        let nodes = rows.filter { $0["type"] == .text("node") }
        #expect(nodes.count == 3 && nodes.allSatisfy { $0["cpu"] == nil && $0["maxmem"] == nil })
        #expect(!rows.contains { $0["type"] == .text("storage") })
        let status = try #require(survey.ask("/nodes/atlas/status", as: caller)).result
        #expect(throws: LabRefusal(403, "Permission check failed (/nodes/atlas, Sys.Audit)")) { try status.get() }
        #expect(throws: LabRefusal(403, "Permission check failed (/vms/100, VM.GuestAgent.Audit|VM.GuestAgent.Unrestricted)")) {
            try #require(survey.ask("/nodes/atlas/qemu/100/agent/info", as: caller)).result.get()
        }
    }

    @Test(arguments: [
        ("/nodes/nowhere/status", 500), ("/nodes/atlas/qemu/4711/config", 500), ("/nodes/borealis/qemu/100/config", 500),
        ("/nodes/atlas/storage/none/status", 500), ("/pools/none", 500),
    ])
    func whatDoesNotExistIsRefused(path: String, status: Int) throws {
        let survey = LabSurvey(EstatePlan(nodes: 3, guests: 20, epoch: Self.now))
        let refusal = #expect(throws: LabRefusal.self) { try #require(survey.ask(path)).result.get() }
        #expect(refusal?.status == status)
    }

    @Test func unknownNamesInTheQueryAreRefused() throws {
        let survey = LabSurvey(EstatePlan(nodes: 1, guests: 1, epoch: Self.now))
        let refusal = #expect(throws: LabRefusal.self) {
            try #require(survey.ask("/nodes/atlas/rrddata", query: ["timeframe": "hour", "ds": "cpu"])).result.get()
        }
        #expect(refusal?.status == 400 && refusal?.parameters.keys.sorted() == ["ds"])
    }
}
