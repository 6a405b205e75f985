import Testing

/// A lower floor never reaches up or sideways.
struct FloorTests {
    private func floors() throws -> Floors { Floors(markdown: try House.text("docs/ARCHITECTURE.md")) }

    @Test func everyTargetHasAFloor() throws {
        let known = try floors().floorOf
        let targets = try House.targets()
        #expect(targets.count >= 12)
        #expect(targets.filter { known[$0] == nil } == [])
        #expect(Set(known.keys).subtracting(targets) == ["pulse-bench"], "docs/ARCHITECTURE.md names modules that do not exist")
    }

    @Test func importsPointDown() throws {
        let floors = try floors()
        var wrong: [String] = []
        var seen = 0
        for target in try House.targets() {
            for file in House.files(in: "Sources/\(target)", extensions: ["swift"]) {
                let imports = Floors.imports(of: try House.text(file))
                seen += imports.count
                wrong += floors.wrong(imports, in: target).map { "\(file) imports \($0)" }
            }
        }
        #expect(wrong == [])
        #expect(seen > 20, "the reader of imports finds them")
    }

    @Test func manifestPointsDown() throws {
        let floors = try floors()
        let declared = Floors.dependencies(inManifest: try House.text("Package.swift"))
        let swiftTargets = try House.targets().filter { !House.files(in: "Sources/\($0)", extensions: ["swift"]).isEmpty }
        #expect(Set(declared.keys).isSuperset(of: swiftTargets))
        #expect(declared["PulseServer"]?.contains("PulseMonitor") == true)
        let wrong = declared.flatMap { name, named in floors.wrong(named, in: name).map { "\(name) depends on \($0)" } }
        #expect(wrong == [])
    }

    @Test(arguments: [
        ("import Upper", ["Upper"]), ("@testable import Upper", ["Upper"]), ("public import struct Upper.Thing", ["Upper"]),
        ("  @preconcurrency import Upper // why", ["Upper"]), ("// import Upper", []), ("let import1 = 2", []),
        ("import Lower\nimport Upper", ["Lower", "Upper"]),
    ])
    func readsImports(source: String, expected: [String]) {
        #expect(Floors.imports(of: source) == expected)
    }

    @Test func findsAWrongImport() {
        let floors = Floors(["Lower": 0, "Middle": 1, "Beside": 1, "Upper": 2])
        #expect(floors.wrong(["Foundation", "Lower", "Middle"], in: "Upper") == [])
        #expect(floors.wrong(["Upper", "Lower"], in: "Middle") == ["Upper"])
        #expect(floors.wrong(["Beside"], in: "Middle") == ["Beside"])
        #expect(floors.wrong([], in: "Nowhere") == ["Nowhere has no floor"])
    }
}
