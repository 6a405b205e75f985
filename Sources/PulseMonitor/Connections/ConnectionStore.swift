import PulseCore
import PulseProxmox
import PulseStorage
import Synchronization

/// The configured connections and their place on disk. A change is saved first and counts then: when saving fails, nothing changed.
public actor ConnectionStore {
    private let file: ConnectionFile
    private let clock: any WallClock
    private let latest: Mutex<ConnectionList>
    /// Why the stored connections cannot be used, if they cannot; then nothing is polled and nothing is saved.
    public nonisolated let fault: PulseError?

    /// Reads what is stored. A file that cannot be read is left alone and becomes the `fault`: the server lives on without it.
    public init(directory: DataDirectory, secrets: SecretBox, clock: any WallClock) {
        file = ConnectionFile(directory: directory, secrets: secrets)
        self.clock = clock
        do {
            latest = Mutex(try file.load())
            fault = nil
        } catch {
            latest = Mutex(ConnectionList())
            fault = error as? PulseError ?? ConnectionDocument.unreadable(file.path, cause: error)
        }
    }

    /// The connections as they are.
    public nonisolated var list: ConnectionList { latest.withLock { $0 } }

    /// Changes the list by the rules of ``ConnectionList`` and returns what the change returns.
    ///
    /// Throws what the change throws, the `fault`, or `save_failed`.
    public func change<Value: Sendable>(_ change: @Sendable (inout ConnectionList) throws -> Value) throws -> Value {
        try save(mayEmpty: false, change)
    }

    /// Removes a connection; the only change that may leave the list empty.
    public func remove(id: String) throws { try save(mayEmpty: true) { $0.remove(id: id) } }

    private func save<Value>(mayEmpty: Bool, _ change: (inout ConnectionList) throws -> Value) throws -> Value {
        if let fault { throw fault }
        let old = list
        var new = old
        let value = try change(&new)
        guard new != old else { return value }
        guard mayEmpty || !new.isEmpty else { throw PulseError("save_failed", "Failed to save configuration") }
        do { try file.save(new, at: clock.now) } catch {
            throw PulseError("save_failed", "Failed to save configuration", cause: error)
        }
        latest.withLock { $0 = new }
        return value
    }
}
