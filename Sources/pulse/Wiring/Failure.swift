import ArgumentParser
import Foundation
import PulseCore

/// Says what went wrong in words a user can act on, and ends with a failure.
enum Failure {
    static func explained(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as PulseError {
            write("pulse: \(error.message) [\(error.code)]")
            throw ExitCode.failure
        } catch let error as ExitCode {
            throw error
        } catch {
            write("pulse: \(error)")
            throw ExitCode.failure
        }
    }

    private static func write(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }
}
