import Foundation
import Logging
import PulseCore
import PulseServer

/// Log lines on standard error, for people on a terminal or as JSON for programs.
struct ConsoleLog: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    let label: String
    let asJSON: Bool

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    static func bootstrap(_ configuration: PulseConfiguration) {
        let asJSON = configuration.logFormat == .json || (configuration.logFormat == .auto && isatty(STDERR_FILENO) == 0)
        let level = Logger.Level(rawValue: configuration.logLevel.rawValue) ?? .info
        LoggingSystem.bootstrap { ConsoleLog(logLevel: level, label: $0, asJSON: asJSON) }
    }

    func log(event: LogEvent) {
        let merged = metadata.merging(event.metadata ?? [:]) { $1 }
        let line = asJSON ? json(event, merged) : text(event, merged)
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    private func text(_ event: LogEvent, _ metadata: Logger.Metadata) -> String {
        let details = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        return "\(SystemWallClock().now.rfc3339) \(event.level.rawValue.uppercased()) \(event.message)\(details)"
    }

    private func json(_ event: LogEvent, _ metadata: Logger.Metadata) -> String {
        var writer = JSONWriter(capacity: 256)
        writer.object { writer in
            writer.field("time", SystemWallClock().now.rfc3339)
            writer.field("level", event.level.rawValue)
            writer.field("logger", label)
            writer.field("message", "\(event.message)")
            for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
                writer.key(key)
                writer.value("\(value)")
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
