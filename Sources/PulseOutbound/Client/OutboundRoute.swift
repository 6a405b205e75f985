/// How a connection gets to a server whose name was judged before.
public enum OutboundRoute: Sendable, Equatable {
    /// Straight to one of these addresses, tried in this order; no name is looked up again.
    case addresses([IPAddress])
    /// Through a proxy, which looks the name up itself.
    case proxy(OutboundProxy)
}

/// An HTTP proxy.
public struct OutboundProxy: Sendable, Equatable {
    public var host: String
    public var port: Int
    /// User and password, when the proxy asks for them.
    public var login: Login?

    public struct Login: Sendable, Equatable {
        public var user: String
        public var password: String
        public init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    public init(host: String, port: Int, login: Login? = nil) {
        self.host = host
        self.port = port
        self.login = login
    }
}
