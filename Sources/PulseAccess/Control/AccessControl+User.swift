import PulseCore
import PulseStorage

extension AccessControl {
    private static let adopted = DocumentKey<[String: String]>("access/environment-user")

    /// Takes user and password from the environment the first time and whenever they change there; in between `.env` rules, so that a
    /// password changed in the interface outlives a restart.
    func adoptEnvironmentUser() async throws {
        guard let name = configuration.environmentUser, !name.isEmpty, let password = configuration.environmentPassword, !password.isEmpty
        else { return }
        let known = try documents.get(Self.adopted)?.value ?? [:]
        if known["user"] == name, let text = known["hash"], let hash = PasswordHash(stored: text), try userFile.load() != nil {
            if text == password { return }
            if try await hasher.verify(password, against: hash) { return }
        }
        let hash: PasswordHash
        if let stored = PasswordHash(stored: password) { hash = stored } else { hash = try await hasher.hash(password) }
        try userFile.save(name: name, password: hash)
        try documents.put(["user": name, "hash": hash.text], for: Self.adopted)
    }

    /// Reads `.env` again when it has changed. A plain password is hashed and written back.
    func refreshUser() async {
        let modified = userFile.modified()
        if modified != nil, modified == userFileModified, user != .unreadable { return }
        do {
            guard let (name, written) = try userFile.load() else {
                userFileModified = modified
                user = .absent
                return
            }
            var hash = PasswordHash(stored: written)
            if hash == nil {
                let made = try await hasher.hash(written)
                try userFile.save(name: name, password: made)
                hash = made
            }
            guard let hash else { return }
            userFileModified = userFile.modified()
            user = .present(LocalUser(name: name, password: hash, changedAt: userFileModified))
        } catch {
            logger.error("credentials cannot be read; sign-in stays closed", metadata: ["error": "\(error)"])
            user = .unreadable
        }
    }

    /// Whether name and password are the local user's. Costs the same whoever is asked for.
    func verifies(name: String, password: String) async throws -> Bool {
        guard case .present(let local) = user else {
            if decoy == nil { decoy = try await hasher.hash(Digests.randomHex(bytes: 16)) }
            guard let decoy else { return false }
            _ = try await hasher.verify(password, against: decoy)
            return false
        }
        let matches = try await hasher.verify(password, against: local.password)
        // The password may have been changed while the old one was being checked.
        guard case .present(let still) = user, still.password == local.password else { return false }
        return matches && local.name == name
    }

    /// Makes the bootstrap token of a fresh server, or removes a left-over one.
    func prepareBootstrapToken(at now: Timestamp) throws {
        guard !isConfigured else {
            bootstrapDigest = nil
            try bootstrapFile.remove()
            return
        }
        let (token, isFresh) = try bootstrapFile.ensure(secrets, at: now)
        bootstrapDigest = Digests.sha3(token)
        if isFresh { logger.debug("bootstrap token made", metadata: ["file": "\(bootstrapFile.path)"]) }
    }

    /// Whether a fresh server waits for its first set-up.
    public var awaitsSetup: Bool { bootstrapDigest != nil && !isConfigured }
}
