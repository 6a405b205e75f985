import PulseAlerts
import PulseCore

extension AlertService {
    /// What a change of the settings came to.
    public struct ConfigurationChange: Sendable {
        public var version: AlertSettings.Version
        /// Members of the request that nobody knows, as paths.
        public var warnings: [String]
        /// What is different now, as paths.
        public var changed: [String]
    }

    /// Replaces the settings and judges every open alert anew.
    ///
    /// - Parameter revision: the revision the change was made from; `nil` when any will do.
    /// - Throws: `ConfigurationFault` for what cannot be understood, `document_conflict` when somebody else was quicker, storage errors.
    public func configure(json: [UInt8], by user: String, ifRevision revision: Int64?) throws -> ConfigurationChange {
        let former = surroundings.settings.current
        let reading = try AlertConfiguration.read(json, over: former.configuration)
        let wanted = reading.configuration.rewritingOldOverrideKeys(in: surroundings.snapshot())
        let version = try surroundings.settings.store(wanted, by: user, ifRevision: revision ?? former.revision)
        adopt(version.configuration)
        let changed = AlertConfiguration.diff(from: former.configuration, to: version.configuration)
        return ConfigurationChange(version: version, warnings: reading.warnings, changed: changed)
    }

    /// Lets notifications out; what is critical and unacknowledged is told at once.
    ///
    /// - Returns: The settings in force, and whether they were not active before.
    public func activate(by user: String) throws -> (version: AlertSettings.Version, isNew: Bool) {
        let former = surroundings.settings.current
        guard former.configuration.activation != .active else { return (former, false) }
        var wanted = former.configuration
        wanted.activation = .active
        wanted.activationTime = surroundings.clock.now
        let version = try surroundings.settings.store(wanted, by: user, ifRevision: former.revision)
        adopt(version.configuration)
        return (version, true)
    }

    /// Ends mutes whose time is over.
    func liftMutes(at now: Timestamp) {
        let former = surroundings.settings.current
        guard let lifted = former.configuration.liftingMutes(endedBy: now) else { return }
        do {
            adopt(try surroundings.settings.store(lifted, by: nil, ifRevision: former.revision).configuration)
        } catch { complain("Ended mutes cannot be lifted; it is tried again", error, at: now) }
    }

    private func adopt(_ configuration: AlertConfiguration) {
        perform(.configured(configuration, surroundings.snapshot()))
        showChanges(at: surroundings.clock.now)
        judgedConnections = [:]
        if !configuration.isEnabled || configuration.activation != .active { cancelMessages(isOff: !configuration.isEnabled) }
    }

    /// Nothing is sent any more: what waits is cancelled. Where that fails, policy drops each message when its moment comes.
    private func cancelMessages(isOff: Bool) {
        let (sink, now) = (surroundings.notices, surroundings.clock.now)
        do { try surroundings.database.write { try sink.cancelAll(isOff: isOff, at: now, in: $0) } } catch {
            surroundings.logger.error("Messages that wait could not be cancelled", metadata: ["error": "\(error)"])
        }
    }
}
