import Foundation
import PulseServer

/// Gathers the environment: the process's own, then `.env` of the data directory, then `.env` here.
enum EnvironmentReader {
    static func read(arguments: [String: String] = [:]) -> (configuration: PulseConfiguration, warnings: [String]) {
        let process = ProcessInfo.processInfo.environment.merging(arguments) { $1 }
        let here = DotEnv.read(path: ".env")
        let directory = process["PULSE_DATA_DIR"] ?? here["PULSE_DATA_DIR"] ?? PulseConfiguration().dataDirectory
        let stored = DotEnv.read(path: "\(directory)/.env")
        var variables = here.merging(stored) { $1 }.merging(process) { $1 }
        variables["PULSE_DATA_DIR"] = directory
        return PulseConfiguration.read(variables)
    }
}
