import PulseCore
import Testing

@testable import PulseProxmox

@Suite("Guests to show")
struct GuestRosterTests {
    private func list(_ text: String) throws -> RowList<GuestRow> { try GuestRow.clusterList(answer(text)) }

    private static let two =
        #"[{"type":"qemu","vmid":100,"node":"a","status":"running"},{"type":"lxc","vmid":101,"node":"b","status":"running"}]"#

    private func presence(_ online: [String: Bool], at now: Timestamp) -> NodePresence {
        var presence = NodePresence(interval: .seconds(10))
        _ = presence.handle(.listed(["a": true, "b": true]), at: start)
        _ = presence.handle(.listed(online), at: now)
        return presence
    }

    @Test("Templates are left out, and of two rows for one guest the first counts")
    func templates() throws {
        var roster = GuestRoster()
        let text =
            #"[{"type":"qemu","vmid":100,"node":"a","template":1},{"type":"qemu","vmid":101,"node":"a"},{"type":"qemu","vmid":101,"node":"b"}]"#
        let shown = roster.take(try list(text), presence: presence(["a": true, "b": true], at: start), at: start)
        #expect(shown.map(\.row.key.vmid) == [101])
        #expect(shown.map(\.row.node) == ["a"])
    }

    @Test("Guests of a node in grace are kept with the time of their word; after it they are gone")
    func kept() throws {
        var roster = GuestRoster()
        _ = roster.take(try list(Self.two), presence: presence(["a": true, "b": true], at: start), at: start)
        let one = try list(#"[{"type":"qemu","vmid":100,"node":"a","status":"running"}]"#)
        let grace = roster.take(one, presence: presence(["a": true, "b": false], at: .after(10)), at: .after(10))
        #expect(grace.map(\.row.key) == [GuestKey(.qemu, 100), GuestKey(.lxc, 101)])
        #expect(grace.map(\.listedAt) == [.after(10), start])
        let late = roster.take(one, presence: presence(["a": true, "b": false], at: .after(61)), at: .after(61))
        #expect(late.map(\.row.key.vmid) == [100])
    }

    @Test("A guest that leaves a node that is heard is gone at once")
    func removed() throws {
        var roster = GuestRoster()
        _ = roster.take(try list(Self.two), presence: presence(["a": true, "b": true], at: start), at: start)
        #expect(roster.take(try list("[]"), presence: presence(["a": true, "b": true], at: .after(10)), at: .after(10)).isEmpty)
    }

    @Test("An empty list while a node is silent, and no list at all, keep everything", arguments: ["[]", "null"])
    func empty(text: String) throws {
        var roster = GuestRoster()
        _ = roster.take(try list(Self.two), presence: presence(["a": true, "b": true], at: start), at: start)
        let shown = roster.take(try list(text), presence: presence(["a": true, "b": false], at: .after(10)), at: .after(10))
        #expect(shown.count == 2)
    }

    @Test("Of a node in grace a guest keeps its last word, for the platform knows no more than that it is there")
    func unheard() throws {
        var roster = GuestRoster()
        _ = roster.take(try list(Self.two), presence: presence(["a": true, "b": true], at: start), at: start)
        let unknown = try list(#"[{"type":"lxc","vmid":101,"node":"b","status":"unknown"},{"type":"qemu","vmid":102,"node":"b"}]"#)
        let grace = roster.take(unknown, presence: presence(["a": true, "b": false], at: .after(10)), at: .after(10))
        #expect(grace.first?.row.status == "running")
        #expect(grace.last?.row.isUnheard == true)
        let late = roster.take(unknown, presence: presence(["a": true, "b": false], at: .after(61)), at: .after(61))
        #expect(late.first?.row.status == "unknown")
    }

    @Test("A guest that migrates is one guest")
    func migration() throws {
        var roster = GuestRoster()
        _ = roster.take(try list(Self.two), presence: presence(["a": true, "b": true], at: start), at: start)
        let moved = try list(#"[{"type":"lxc","vmid":101,"node":"a","status":"running"}]"#)
        let shown = roster.take(moved, presence: presence(["a": false, "b": true], at: .after(10)), at: .after(10))
        #expect(shown.map(\.row.key.vmid) == [101, 100])
        #expect(shown.first?.row.node == "a")
    }

    @Test(
        "Images of application containers",
        arguments: [
            ("docker.io/library/nginx:latest", true), ("ghcr.io/a/b", true), ("oci:x", true), ("localhost/x", true),
            ("local:vztmpl/nginx.oci.tar", true),
            ("local:vztmpl/debian-12-standard_12.2-1_amd64.tar.zst", false), ("debian-12", false), ("", false), ("a/b", false),
        ] as [(String, Bool)])
    func images(template: String, isImage: Bool) { #expect(ContainerKind.isImageReference(template) == isImage) }

    @Test(
        "Marks of an application container in its configuration",
        arguments: [
            (#"{"entrypoint":"/init"}"#, true), (#"{"ostype":"unmanaged","cmode":"console"}"#, true), (#"{"ostype":"unmanaged"}"#, false),
            (#"{"ostemplate":"docker.io/library/redis:7"}"#, true), (#"{"ostype":"debian"}"#, false),
        ] as [(String, Bool)])
    func oci(text: String, isOCI: Bool) throws { #expect(ContainerKind.isOCI(try ContainerConfiguration(answer(text))) == isOCI) }
}
