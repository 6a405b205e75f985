import AsyncHTTPClient
import NIOCore
import NIOHTTP1

extension HTTPClient {
    /// Sends a request to a server and reads its answer.
    ///
    /// - Parameters:
    ///   - limit: Bytes of the body, unpacked.
    ///   - cuts: Leaves off what goes over the limit instead of failing.
    func exchange(
        _ request: OutboundRequest, with origin: Origin, limit: Int, cuts: Bool = false
    ) async throws(OutboundFailure) -> OutboundResponse {
        do {
            let answer = try await execute(HTTPClientRequest(request, origin: origin), deadline: .now() + TimeAmount(request.timeout))
            let body = cuts ? try await answer.beginning(limit) : try await answer.whole(limit)
            // A body that is cut short by giving up ends without an error.
            try _Concurrency.Task.checkCancellation()
            let headers = answer.headers.filter { $0.name != ReasonPhrase.header }.map { (name: $0.name, value: $0.value) }
            let reason = answer.headers.first(name: ReasonPhrase.header) ?? ""
            return OutboundResponse(status: Int(answer.status.code), reason: reason, headers: headers, body: body)
        } catch {
            throw OutboundFailure(error)
        }
    }
}

extension HTTPClientRequest {
    fileprivate init(_ request: OutboundRequest, origin: Origin) {
        self.init(url: origin.text + request.target)
        method = HTTPMethod(rawValue: request.method.rawValue)
        for header in request.headers { headers.add(name: header.name, value: header.value) }
        headers.replaceOrAdd(name: "accept-encoding", value: "gzip")
        if !request.body.isEmpty { body = .bytes(request.body) }
    }
}

extension HTTPClientResponse {
    /// Reads the body as it comes and stops at the first piece that goes over the limit.
    fileprivate func whole(_ limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        if let announced = headers.first(name: "content-length").flatMap(Int.init) {
            guard announced <= limit else { throw OutboundFailure.bodyTooLarge(limit: limit) }
            bytes.reserveCapacity(announced)
        }
        for try await piece in body {
            guard bytes.count + piece.readableBytes <= limit else { throw OutboundFailure.bodyTooLarge(limit: limit) }
            bytes.append(contentsOf: piece.readableBytesView)
        }
        return bytes
    }

    /// Reads no more than the limit.
    fileprivate func beginning(_ limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in body {
            bytes.append(contentsOf: piece.readableBytesView.prefix(limit - bytes.count))
            if bytes.count >= limit { break }
        }
        return bytes
    }
}
