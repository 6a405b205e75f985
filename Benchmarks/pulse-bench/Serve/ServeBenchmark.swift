import ArgumentParser
import Foundation
import Logging
import NIOCore
import PulseCore
import PulseInventory
import PulseServer

/// Serves a synthetic estate through the real server, and the same number of bytes through a bare handler beside it.
///
/// Both run in this process on the same HTTP stack, so that one run of a load generator compares them fairly.
/// `Benchmarks/serve.sh` drives it with wrk.
struct ServeBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serves a synthetic estate beside a bare handler, for wrk to measure.")

    @Option(help: "How many resources the estate has.")
    var resources = 1000
    @Option(help: "Port of the real server.")
    var port = 17655
    @Option(help: "Port of the bare handler.")
    var barePort = 17656
    @Option(help: "Milliseconds between two changes of one twentieth of the guests; 0 keeps the estate still.")
    var change = 0

    func run() async throws {
        var log = Logger(label: "bench")
        log.logLevel = .warning
        let estate = SyntheticEstate(resources: resources)
        let world = try BenchmarkWorld(estate)
        let documents = try await world.documents()
        let server = try world.server(port: port, log: log)
        let bare = BareServer(port: barePort, documents: documents, log: log)
        for (path, document) in documents.sorted(by: { $0.key < $1.key }) {
            Self.say("\(path): \(document.bytes.readableBytes) bytes, \(document.gzip?.readableBytes ?? 0) gzipped")
        }
        Self.say("real server on 127.0.0.1:\(port), bare handler on 127.0.0.1:\(barePort)")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask { try await bare.run() }
            if change > 0 {
                group.addTask { [change] in
                    while !Task.isCancelled {
                        try await Task.sleep(for: .milliseconds(change))
                        try world.change()
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Scripts wait for these lines, so they do not go through the buffer of `print`.
    private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
