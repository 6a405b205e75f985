/// Calls the `apprise` program with a list of arguments; no shell reads them.
struct AppriseProgram: Sendable {
    /// Bytes of its output that are kept.
    static let outputLimit = 16_384

    /// Tests put a program of their own here.
    var path = "apprise"

    static func arguments(_ message: AppriseMessage, _ settings: AppriseSettings) -> [String] {
        ["-t", message.title, "-b", message.body, "-n", message.kind.rawValue] + settings.targets
    }

    func deliver(_ message: AppriseMessage, _ settings: AppriseSettings) async -> DeliveryOutcome {
        let size = message.title.utf8.count + message.body.utf8.count
        let limit = Duration.seconds(settings.timeoutSeconds)
        let process: ProgramRun
        do throws(ProgramFailure) {
            process = try ProgramRun(path, Self.arguments(message, settings), outputLimit: Self.outputLimit)
        } catch {
            return .failed(Self.failure(error))
        }
        let ending = await process.ending(within: limit)
        let output = String(decoding: process.output, as: UTF8.self).cleaned.trimmed
        switch ending {
        case .exited(0): return .delivered(DeliveryReceipt(response: output.truncated(bytes: 4096), payloadSize: size))
        case .exited(let code): return .failed(Self.failure(code, output, size))
        case .signalled(let signal):
            return .failed(DeliveryFailure(.unknown, "Apprise was ended from outside", detail: "Signal \(signal)", payloadSize: size))
        case .timedOut:
            return .failed(
                DeliveryFailure(
                    .connectivity, "Apprise was not done after \(settings.timeoutSeconds) s", detail: output.truncated(bytes: 500),
                    payloadSize: size))
        case .cancelled: return .failed(DeliveryFailure(.connectivity, "The delivery was given up", payloadSize: size))
        }
    }

    private static func failure(_ error: ProgramFailure) -> DeliveryFailure {
        switch error {
        case .notFound:
            DeliveryFailure(
                .configuration, "The program apprise is not installed on the machine Pulse runs on", detail: "apprise: not found in PATH",
                isPermanent: true)
        case .notStarted(let code): DeliveryFailure(.unknown, "The program apprise could not be started", detail: "Error \(code)")
        }
    }

    /// Apprise exits with 1 when a target failed, 2 for wrong arguments, 3 when no target fits.
    private static func failure(_ code: Int32, _ output: String, _ size: Int) -> DeliveryFailure {
        let detail = "Exit status \(code)" + (output.isEmpty ? "" : ": \(output.onOneLine.truncated(bytes: 400))")
        let shown = output.truncated(bytes: 4096)
        let text = output.lowercased()
        if text.contains("unparseable") || text.contains("unsupported url") || text.contains("is unsupported") || code == 2 || code == 3 {
            return DeliveryFailure(
                .configuration, "Apprise does not understand its targets", detail: detail, isPermanent: true, response: shown,
                payloadSize: size)
        }
        return DeliveryFailure(.rejected, "Apprise could not reach all of its targets", detail: detail, response: shown, payloadSize: size)
    }
}
