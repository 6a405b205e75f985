import HTTPTypes
import HummingbirdCore
import NIOCore
import PulseCore

/// How an answer goes over the wire once faults had their say.
struct Delivery {
    private var isQuoted = false
    private var nullStep: Int?
    private var pace: Int?
    private var isCut = false
    private var isShort = false
    private var hugeSize: Int?

    /// Notes an effect on the body; `false` for one that replaces the answer.
    mutating func take(_ effect: LabFault.Effect) -> Bool {
        switch effect {
        case .stringsForNumbers: isQuoted = true
        case .nulls(let step): nullStep = step
        case .slowBody(let speed): pace = max(speed, 1)
        case .truncatedTLS: isCut = true
        case .truncatedBody: isShort = true
        default: return false
        }
        return true
    }

    /// Puts another answer in the place of the true one.
    mutating func replace(_ reply: inout LabReply, by effect: LabFault.Effect) {
        switch effect {
        case .status(let status, let message):
            reply = LabReply(LabRefusal(status, message), hasBody: ![401, 595, 596].contains(status))
        case .html(let status):
            reply = LabReply(Array("<html><head><title>\(status)</title></head><body><h1>Gateway</h1></body></html>\n".utf8))
            reply.status = status
            reply.reason = status == 200 ? "OK" : "Gateway"
            reply.contentType = "text/html"
        case .malformed: reply = LabReply(Array(#"{"data":[{"node":"#.utf8))
        case .hugeBody(let bytes): hugeSize = bytes
        default: break
        }
    }

    func mangle(_ reply: inout LabReply) {
        if isQuoted { reply.body = JSONMangler.quoted(reply.body) }
        if let nullStep { reply.body = JSONMangler.nulled(reply.body, every: nullStep) }
    }

    func write(
        _ reply: LabReply, isHead: Bool, at time: Timestamp, _ writer: consuming ResponseWriter, _ channel: any Channel
    ) async throws {
        var fields: HTTPFields = [
            .contentType: reply.contentType, .cacheControl: "max-age=0", .server: "pve-api-daemon/3.0",
        ]
        let length = hugeSize.map { Self.hugeLength($0) } ?? reply.body.count + (isShort ? 512 : 0)
        fields[.contentLength] = String(length)
        if let name = HTTPField.Name(StatusLine.field) { fields[name] = reply.reason }
        let head = HTTPResponse(status: .init(code: reply.status, reasonPhrase: reply.reason), headerFields: fields)
        if isHead { return try await writer.write(response: head, body: ResponseBody()) }
        guard pace != nil || isCut || isShort || hugeSize != nil else {
            return try await writer.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
        }
        var body = try await writer.writeHead(head)
        if hugeSize != nil {
            try await Self.writeHuge(length, to: &body)
            return try await body.finish(nil)
        }
        let end = isCut ? reply.body.count / 2 : reply.body.count
        try await write(reply.body[..<end], to: &body)
        if isCut || isShort {
            LabChannel.cut(channel, isReset: false)
            throw LabCluster.ConnectionCut()
        }
        try await body.finish(nil)
    }

    private func write(_ bytes: ArraySlice<UInt8>, to body: inout some ResponseBodyWriter) async throws {
        guard let pace else { return try await body.write(ByteBuffer(bytes: bytes)) }
        var rest = bytes
        let part = max(pace / 10, 1)
        while !rest.isEmpty {
            try await body.write(ByteBuffer(bytes: rest.prefix(part)))
            rest = rest.dropFirst(part)
            if !rest.isEmpty { try await Task.sleep(for: .milliseconds(100)) }
        }
    }
}

extension Delivery {
    private static let opening = Array(#"{"data":["#.utf8)
    private static let row = Array(#"{"id":"qemu/100","type":"qemu","status":"running","name":"filler","maxmem":8589934592}"#.utf8)
    private static let closing = Array("]}".utf8)

    /// The length of a body of whole rows, about as long as wished.
    private static func hugeLength(_ wished: Int) -> Int {
        let rows = rows(wished)
        return opening.count + rows * (row.count + 1) - 1 + closing.count
    }
    private static func rows(_ wished: Int) -> Int { max(wished / (row.count + 1), 1) }

    private static func writeHuge(
        _ length: Int, to body: inout some ResponseBodyWriter
    ) async throws {
        var rest = (length - opening.count - closing.count + 1) / (row.count + 1)
        try await body.write(ByteBuffer(bytes: opening))
        let chunkRows = 4096
        while rest > 0 {
            var chunk = ByteBuffer()
            for _ in 0..<min(rest, chunkRows) {
                rest -= 1
                chunk.writeBytes(row)
                if rest > 0 { chunk.writeInteger(UInt8(ascii: ",")) }
            }
            try await body.write(chunk)
        }
        try await body.write(ByteBuffer(bytes: closing))

    }
}
