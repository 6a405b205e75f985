import HTTPTypes
import NIOCore

extension RequestPipeline {
    /// Puts the headers of every answer around this one and picks the form of its body.
    func finish(_ answer: APIResponse, _ exchange: Exchange) -> OutgoingResponse {
        var fields = baseHeaders(exchange)
        fields.append(HTTPField(name: .requestID, value: exchange.requestID))
        if let principal = exchange.principal {
            fields.append(HTTPField(name: .authenticatedUser, value: principal.name))
            fields.append(HTTPField(name: .authMethod, value: principal.method.rawValue))
            if principal.method == .recoverySession { fields.append(HTTPField(name: .authRecovery, value: "true")) }
        }
        settings.cors.apply(to: &fields, origin: exchange.request.headers[.origin])
        if settings.isDemo { fields[.demoMode] = "true" }
        for field in answer.headers where field.name != .setCookie { fields[field.name] = field.value }
        for value in answer.headers[values: .setCookie] { fields.append(HTTPField(name: .setCookie, value: value)) }
        for cookie in exchange.newCookies + answer.cookies { fields.append(HTTPField(name: .setCookie, value: cookie.headerValue)) }

        var outgoing = OutgoingResponse(head: HTTPResponse(status: .init(code: answer.status), headerFields: fields), body: .none)
        outgoing.closesConnection = answer.status == 413
        if outgoing.closesConnection { outgoing.head.headerFields[.connection] = "close" }
        place(answer.body, in: &outgoing, exchange.request)
        if exchange.request.method == .head { outgoing.body = .none }
        return outgoing
    }

    private func baseHeaders(_ exchange: Exchange) -> HTTPFields {
        switch (exchange.isAPI || exchange.isSocket, exchange.caller.isSecure) {
        case (true, false): headers.api
        case (true, true): headers.secureAPI
        case (false, false): headers.page
        case (false, true): headers.securePage
        }
    }

    private func place(_ body: APIResponse.Body, in outgoing: inout OutgoingResponse, _ request: IncomingRequest) {
        switch body {
        case .none:
            if outgoing.head.status.code != 204, outgoing.head.status.code != 304 { outgoing.head.headerFields[.contentLength] = "0" }
        case .bytes(let bytes, let type):
            let shrinks = bytes.readableBytes >= Gzip.worthwhileBytes && ContentCoding.isCompressible(type)
            let gzip = shrinks && ContentCoding.acceptsGzip(request.headers[.acceptEncoding]) ? Gzip.compress(bytes) : ByteBuffer()
            fill(&outgoing, bytes, gzip: gzip.readableBytes > 0 ? gzip : nil, type: type, varies: shrinks)
        case .encoded(let document):
            outgoing.head.headerFields.append(HTTPField(name: .eTag, value: document.etag))
            if outgoing.head.status.code == 200, document.isNamed(by: request.headers[.ifNoneMatch]) {
                outgoing.head.status = .notModified
                outgoing.head.headerFields.append(HTTPField(name: .vary, value: "Accept-Encoding"))
                return
            }
            let gzip = ContentCoding.acceptsGzip(request.headers[.acceptEncoding]) ? document.gzip : nil
            fill(&outgoing, document.bytes, gzip: gzip, type: document.contentType, varies: true)
        case .stream(let stream, let type):
            outgoing.head.headerFields[.contentType] = type
            outgoing.body = .stream(stream)
        }
    }

    private func fill(_ outgoing: inout OutgoingResponse, _ plain: ByteBuffer, gzip: ByteBuffer?, type: String, varies: Bool) {
        let bytes = gzip ?? plain
        outgoing.head.headerFields.append(HTTPField(name: .contentType, value: type))
        outgoing.head.headerFields.append(HTTPField(name: .contentLength, value: String(bytes.readableBytes)))
        if varies { outgoing.head.headerFields.append(HTTPField(name: .vary, value: "Accept-Encoding")) }
        if gzip != nil { outgoing.head.headerFields.append(HTTPField(name: .contentEncoding, value: "gzip")) }
        outgoing.body = .buffer(bytes)
    }
}

extension EncodedDocument {
    /// Whether `If-None-Match` says the client has this version already.
    func isNamed(by value: String?) -> Bool {
        guard let value else { return false }
        if value == etag || value == "*" { return true }
        let strong = etag.dropFirst(2)
        return value.split(separator: ",").contains { part in
            let tag = part.drop { $0 == " " }
            return tag == etag || tag == strong
        }
    }
}
