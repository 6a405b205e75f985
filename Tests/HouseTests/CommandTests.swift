import Foundation
import Testing

/// What the README tells the reader to type is what the project does.
struct CommandTests {
    /// The lines inside the fenced shell blocks of a Markdown text.
    private func commands(in markdown: String) -> [String] {
        var inside = false
        var found: [String] = []
        for line in markdown.components(separatedBy: "\n") {
            if line.hasPrefix("```") {
                inside = line == "```sh"
            } else if inside {
                found.append(line)
            }
        }
        return found
    }

    @Test func theTwoCommandsAreWordForWord() throws {
        let commands = commands(in: try House.text("README.md"))
        #expect(commands.contains("make run"))
        #expect(commands.contains("make test"))
        #expect(try House.text(".ci/run").components(separatedBy: "\n").contains("make test"))
    }

    @Test(arguments: ["README.md", "CONTRIBUTING.md"])
    func everyNamedCommandExists(document: String) throws {
        let text = try House.text(document)
        let makefile = "\n" + (try House.text("Makefile"))
        let targets = Set(text.matches(of: #/`?make (run|test|lint|format|build|benchmark|clean)\b/#).map { String($0.1) })
        #expect(!targets.isEmpty)
        for target in targets { #expect(makefile.contains("\n\(target):"), "make \(target)") }
        for match in text.matches(of: #/Scripts\/[\w\-]+/#) {
            let path = House.root.appendingPathComponent(String(match.0)).path
            #expect(FileManager.default.isExecutableFile(atPath: path), "\(match.0)")
        }
    }

    @Test(arguments: ["README.md", "docs/ARCHITECTURE.md", "CONTRIBUTING.md"])
    func everyNamedVariableExists(document: String) throws {
        let table = try House.files(in: "Sources/PulseServer/Configuration", extensions: ["swift"]).map(House.text).joined()
        let ownedByTests: Set<String> = ["PULSE_BINARY", "PULSE_CI_CACHE"]
        let named = Set(try House.text(document).matches(of: #/PULSE_[A-Z_]+/#).map { String($0.0) })
        #expect(named.subtracting(ownedByTests).filter { !table.contains("\"\($0)\"") } == [])
    }

    @Test(arguments: ["README.md", "CONTRIBUTING.md"])
    func everyLinkLeadsSomewhere(document: String) throws {
        let links = try House.text(document).matches(of: #/\]\(([^)#:]+)\)/#).map { String($0.1) }
        #expect(!links.isEmpty)
        for link in links {
            #expect(FileManager.default.fileExists(atPath: House.root.appendingPathComponent(link).path), "\(link)")
        }
    }
}
