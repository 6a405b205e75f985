import HTTPTypes
import PulseAccess
import PulseCore

/// Sign-in, set-up, passwords and API tokens.
public struct AccessEndpoints: Sendable {
    /// What the process knows about how it is run.
    public struct Deployment: Sendable {
        /// `mock`, `docker`, `source`, `proxmoxve`, `systemd`, `development` or `manual`.
        public var type: String
        /// Whether systemd will start the process again.
        public var isUnderSystemd: Bool
        public var isRoot: Bool
        /// The unit's name.
        public var serviceName: String
        /// Path of the file with the credentials.
        public var environmentFile: String

        public init(type: String, isUnderSystemd: Bool, isRoot: Bool, serviceName: String = "pulse", environmentFile: String) {
            self.type = type
            self.isUnderSystemd = isUnderSystemd
            self.isRoot = isRoot
            self.serviceName = serviceName
            self.environmentFile = environmentFile
        }
    }

    let access: AccessControl
    let configuration: PulseConfiguration
    let deployment: Deployment
    /// Stops the process in an orderly way so that the service manager starts it again.
    let restart: @Sendable () async -> Void

    public init(
        access: AccessControl, configuration: PulseConfiguration, deployment: Deployment, restart: @escaping @Sendable () async -> Void
    ) {
        self.access = access
        self.configuration = configuration
        self.deployment = deployment
        self.restart = restart
    }

    public var endpoints: [Endpoint] {
        loginEndpoints + passwordEndpoints + tokenEndpoints + setupEndpoints + recoveryEndpoints + [status]
    }
}

extension RequestContext {
    /// Where the request comes from, for access control.
    var caller: Caller {
        Caller(address: clientAddress, isDirectLoopback: isDirectLoopback, userAgent: headers[.userAgent] ?? "")
    }

    /// The session cookie's value, if one was sent.
    var sessionCookie: String? { SessionCookies.value(in: cookies, isSecure: isSecure) }

    /// Who calls; for endpoints that are not public there is always somebody.
    func requirePrincipal() throws -> Principal {
        guard let principal else { throw APIError.authenticationRequired }
        return principal
    }
}

extension APIError {
    /// A refusal of access control, in its own words.
    init(_ refusal: AccessRefusal) {
        self.init(refusal.status, refusal.code, refusal.message)
        if let wait = refusal.retryAfter { headers[.retryAfter] = String(wait) }
    }
}

extension HTTPField.Name {
    static let setupToken = HTTPField.Name("X-Setup-Token")
    static let recoveryToken = HTTPField.Name("X-Recovery-Token")
}

extension HTTPFields {
    subscript(optional name: HTTPField.Name?) -> String? { name.flatMap { self[$0] } }
}

/// Runs access control and turns its refusals into answers.
func refusing<Value>(_ body: () async throws -> Value) async throws -> Value {
    do { return try await body() } catch let refusal as AccessRefusal { throw APIError(refusal) }
}
