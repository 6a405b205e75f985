import ArgumentParser
import Foundation
import Logging
import NIOCore
import PulseServer

/// Sends files through a bare handler on the server's HTTP stack: what answers of a running server are compared with.
///
/// `Benchmarks/estate.py` saves the answers of a server, starts this beside it and measures both in turn.
struct BareBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bare", abstract: "Serves files through a bare handler, at /0, /1, … in their order.")

    @Option(help: "Port to listen on.")
    var port = 17656
    @Argument(help: "The files; each is kept plain and gzipped.")
    var files: [String]

    func run() async throws {
        var log = Logger(label: "bench")
        log.logLevel = .warning
        var documents: [String: EncodedDocument] = [:]
        for (index, file) in files.enumerated() {
            documents["/\(index)"] = EncodedDocument(Array(try Data(contentsOf: URL(fileURLWithPath: file))))
        }
        try await BareServer(port: port, documents: documents, log: log).run()
    }
}
