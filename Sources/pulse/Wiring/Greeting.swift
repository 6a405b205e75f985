import Foundation
import PulseServer

/// What a person in front of the terminal wants to know once the server listens.
struct Greeting {
    let configuration: PulseConfiguration
    let port: Int
    let executable: String

    /// Prints where the page is and, before the first set-up, how to sign in.
    func show(isSetUp: Bool) {
        var lines = ["", "  Pulse \(ProductVersion.number) is running: \(address)", ""]
        if !isSetUp {
            lines += [
                "  First time here? Open the address and enter the token that this command prints:",
                "    \(command)",
                "",
            ]
        }
        FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n").utf8))
    }

    private var address: String {
        let scheme = configuration.httpsEnabled ? "https" : "http"
        let isAny = ["0.0.0.0", "::", ""].contains(configuration.bindAddress)
        let host = isAny ? "127.0.0.1" : configuration.bindAddress
        return "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    private var command: String {
        let isDefault = configuration.dataDirectory == PulseConfiguration().dataDirectory
        return isDefault ? "\(executable) bootstrap-token" : "PULSE_DATA_DIR='\(configuration.dataDirectory)' \(executable) bootstrap-token"
    }
}
