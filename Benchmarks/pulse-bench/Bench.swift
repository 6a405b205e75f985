import ArgumentParser

/// Measures Pulse's own parts: `swift run -c release pulse-bench <what>`.
@main struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pulse-bench", abstract: "Measures Pulse's own parts.",
        subcommands: [HistoryBenchmark.self, ServeBenchmark.self, BareBenchmark.self, TickBenchmark.self, AlertsBenchmark.self])
}
