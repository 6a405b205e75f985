import ArgumentParser
import Foundation
import PulseAccess
import PulseCore
import PulseStorage

struct BootstrapTokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bootstrap-token",
        abstract: "Print the token that claims a fresh server.",
        discussion: "Works while the server runs and while it does not. Set PULSE_DATA_DIR when the data is not in ./data.")

    @Option(help: "Where everything is kept; the same as PULSE_DATA_DIR.") var data: String?

    func run() async throws {
        let configuration = EnvironmentReader.read(arguments: data.map { ["PULSE_DATA_DIR": $0] } ?? [:]).configuration
        try await Failure.explained {
            guard let found = try Self.find(in: configuration.dataDirectory) else {
                Frame.print([
                    "NO BOOTSTRAP TOKEN FOUND", "",
                    "Either Pulse is set up already, or it has not been started yet.", "Looked in: \(configuration.dataDirectory)",
                ])
                throw ExitCode.failure
            }
            Frame.print(["BOOTSTRAP TOKEN FOR THE FIRST SET-UP", "", "Token: \(found.token)", "File: \(found.path)"])
        }
    }

    private static func find(in path: String) throws -> (token: String, path: String)? {
        // A look must not make a data directory where there is none.
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let directory = try DataDirectory.open(path)
        let file = BootstrapTokenFile(directory: directory)
        let secrets = try KeyFile(directory: directory).read().map { SecretBox(key: $0) }
        return try file.reveal(secrets).map { ($0, file.path) }
    }
}

/// A box around lines of text.
private enum Frame {
    static func print(_ lines: [String]) {
        let width = lines.map(\.count).max() ?? 0
        let edge = "+" + String(repeating: "-", count: width + 2) + "+"
        Swift.print(edge)
        for line in lines { Swift.print("| " + line + String(repeating: " ", count: width - line.count) + " |") }
        Swift.print(edge)
    }
}
