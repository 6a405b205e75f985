/// Where the server listens.
public struct HTTPServerSettings: Sendable {
    /// Files of the certificate chain and its private key, in PEM.
    public struct TLSFiles: Sendable {
        public let certificate: String
        public let key: String

        public init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    public var host = "0.0.0.0"
    /// 0 takes any free port.
    public var port = 7655
    /// `nil`: plain HTTP.
    public var tls: TLSFiles?

    public init() {}
}
