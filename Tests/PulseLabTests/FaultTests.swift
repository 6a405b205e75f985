import Testing

@testable import PulseLab

struct FaultTests {
    @Test(
        arguments: [
            (nil, "/nodes", true), ("/nodes", "/nodes", true), ("/nodes", "/nodes/a", false), ("/nodes/*/status", "/nodes/a/status", true),
            ("/nodes/*/status", "/nodes/a/storage", false), ("/nodes/a/**", "/nodes/a/qemu/100/config", true),
            ("/nodes/a/**", "/nodes/b/qemu", false),
            ("/nodes/a/**", "/nodes/a", true), ("**", "/version", true),
        ] as [(String?, String, Bool)])
    func patternsFitPaths(pattern: String?, path: String, expected: Bool) {
        #expect(LabFault(.reset, path: pattern).fits(member: "a", path: path) == expected)
        #expect(!LabFault(.reset, member: "b", path: pattern).fits(member: "a", path: path))
    }

    @Test func aFaultWithACountEnds() {
        var table = FaultTable()
        let ids = [table.add(LabFault(.reset, times: 2)), table.add(LabFault(.hang, path: "/x"))]
        #expect(ids == [1, 2])
        let taken = ["/y", "/x", "/x"].map { table.take(member: "a", path: $0) }
        #expect(taken == [[.reset], [.reset, .hang], [.hang]])
        let (first, second) = (table.remove(2), table.remove(2))
        #expect(first && !second && table.faults.isEmpty)
    }

    @Test func faultsHaveABound() {
        var table = FaultTable()
        let ids = (0...FaultTable.limit).map { _ in table.add(LabFault(.reset)) }
        #expect(ids.count { $0 != nil } == FaultTable.limit && ids.last == .some(nil))
    }

    private static let json = #"{"a":-1.5e3,"b":"7 \" 8","c":[0,12,true,null],"d9":{"e":0.25}}"#

    @Test func numbersBecomeText() {
        let mangled = String(decoding: JSONMangler.quoted(Array(Self.json.utf8)), as: UTF8.self)
        #expect(mangled == #"{"a":"-1.5e3","b":"7 \" 8","c":["0","12",true,null],"d9":{"e":"0.25"}}"#)
    }

    @Test func numbersBecomeNull() {
        let mangled = String(decoding: JSONMangler.nulled(Array(Self.json.utf8), every: 2), as: UTF8.self)
        #expect(mangled == #"{"a":null,"b":"7 \" 8","c":[0,null,true,null],"d9":{"e":0.25}}"#)
    }
}
