import ArgumentParser
import PulseServer

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the server.",
        discussion: """
            Everything is set by environment variables, or by the same names in a file .env in the data directory:

            \(EnvironmentHelp.table)
            """)

    @Option(help: "Where everything is kept; the same as PULSE_DATA_DIR.") var data: String?
    @Option(help: "Port of the page and the API; the same as FRONTEND_PORT.") var port: Int?

    func run() async throws {
        MemoryPolicy.apply()
        var arguments: [String: String] = [:]
        if let data { arguments["PULSE_DATA_DIR"] = data }
        if let port { arguments["FRONTEND_PORT"] = String(port) }
        let (configuration, warnings) = EnvironmentReader.read(arguments: arguments)
        ConsoleLog.bootstrap(configuration)
        try await Failure.explained {
            try await ServerAssembly(configuration, warnings: warnings).run()
        }
    }
}
