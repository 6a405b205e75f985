import NIOCore
import NIOPosix
import NIOSSL
import PulseOutbound

/// Why the connection to a mail server failed, apart from what the server said.
enum SMTPFault: Error, Sendable, Equatable {
    /// Before the first word of the server, or in the middle.
    case closed
    case connectTimeout
    case timeout(isGreeted: Bool)
    case addressRefused
    /// Something else than SMTP answered.
    case notSMTP
    /// The server sent more than it was asked for, in the moment before TLS began.
    case injected
    /// The PEM of the settings holds no certificate.
    case authority
    case cancelled
}

extension DeliveryFailure {
    /// What an error of the connection means, `notifications` §7.
    init(smtp error: any Error) {
        switch error {
        case let fault as SMTPFault: self.init(fault)
        case is SMTPReplyReader.Fault: self.init(SMTPFault.notSMTP)
        case is CancellationError: self.init(SMTPFault.cancelled)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError, is NIOSSLCloseTimedOutError: self.init(tls: error)
        case is ChannelError:
            if case ChannelError.connectTimeout? = error as? ChannelError {
                self.init(SMTPFault.connectTimeout)
            } else {
                self.init(SMTPFault.closed)
            }
        default:
            let failure = OutboundFailure(error)
            let sentence = failure == .malformed ? OutboundFailure.reset.sentence : failure.sentence
            self.init(.connectivity, "The mail server cannot be reached: \(sentence.lowercasedFirst)", detail: sentence)
        }
    }

    private init(_ fault: SMTPFault) {
        switch fault {
        case .closed:
            self.init(.connectivity, "The mail server closed the connection", detail: "Connection closed before the end of the exchange")
        case .connectTimeout:
            self.init(.connectivity, "The mail server did not take the connection in time", detail: "Timeout while connecting")
        case .timeout(let isGreeted):
            let detail = isGreeted ? "Timeout in the exchange" : "No greeting; a server that waits for TLS does not greet"
            self.init(.connectivity, "The mail server did not answer in time", detail: detail)
        case .addressRefused:
            self.init(
                .configuration, "The mail server's address is not used", detail: "Link-local, multicast and metadata addresses are refused",
                isPermanent: true)
        case .notSMTP:
            self.init(.connectivity, "What answers there is no mail server", detail: "The answer is not SMTP")
        case .injected:
            self.init(.tls, "The mail server's answer was tampered with", detail: "Bytes behind the answer to STARTTLS")
        case .authority:
            self.init(
                .configuration, "The certificate of the authority cannot be read", detail: "caCertificate holds no PEM certificate",
                isPermanent: true)
        case .cancelled: self.init(.connectivity, "The delivery was given up", detail: "Cancelled")
        }
    }

    private init(tls error: any Error) {
        let words = String(describing: error)
        if words.contains("CERTIFICATE_VERIFY_FAILED") || error is NIOSSLExtraError {
            self.init(
                .tls, "The mail server's certificate is not trusted, or is for another name",
                detail: error is NIOSSLExtraError ? "Certificate for another name" : "Certificate verification failed")
        } else if words.contains("WRONG_VERSION_NUMBER") || words.contains("HTTP_REQUEST") {
            self.init(.tls, "The mail server does not begin with TLS on this port", detail: "No TLS in the answer; STARTTLS may be meant")
        } else if case NIOSSLError.uncleanShutdown = error {
            self.init(SMTPFault.closed)
        } else {
            self.init(.tls, "No secure connection with the mail server", detail: "TLS handshake failed")
        }
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
