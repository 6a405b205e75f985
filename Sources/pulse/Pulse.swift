import ArgumentParser
import PulseServer

/// The program: one server, and the few commands that help run it.
@main struct Pulse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pulse",
        abstract: "Watches your machines, guests and containers, and says when something is wrong.",
        discussion: """
            First time here? Start the server with 'pulse serve', open http://127.0.0.1:7655, and enter the token \
            that 'pulse bootstrap-token' prints. This machine shows up by itself.
            """,
        version: "pulse \(ProductVersion.number)",
        subcommands: [ServeCommand.self, BootstrapTokenCommand.self, LabCommand.self, VersionCommand.self],
        defaultSubcommand: ServeCommand.self)
}
