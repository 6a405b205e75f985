import ArgumentParser
import PulseServer

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

    func run() { print("pulse \(ProductVersion.number)") }
}
