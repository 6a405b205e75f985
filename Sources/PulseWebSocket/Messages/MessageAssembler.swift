import NIOCore
import NIOWebSocket

/// From frames to messages: fragments, compression, UTF-8, sizes. A value without I/O.
struct MessageAssembler {
    enum Event: Equatable {
        case nothing
        case message(WebSocketMessage)
        case ping(ByteBuffer)
        case closed(code: UInt16?)
        /// The peer broke the rules; the connection ends with this code.
        case violation(UInt16)
    }

    private struct Fragments {
        let isText: Bool
        let isDeflated: Bool
        var data: ByteBuffer
    }

    let limit: Int
    let deflate: Bool
    private var fragments: Fragments?

    init(limit: Int, deflate: Bool) {
        self.limit = limit
        self.deflate = deflate
    }

    mutating func receive(_ frame: WebSocketFrame) -> Event {
        guard !frame.rsv2, !frame.rsv3, !frame.rsv1 || deflate else { return .violation(1002) }
        let data = frame.unmaskedData
        switch frame.opcode {
        case .text, .binary:
            guard fragments == nil else { return .violation(1002) }
            let first = Fragments(isText: frame.opcode == .text, isDeflated: frame.rsv1, data: data)
            guard data.readableBytes <= payloadLimit(isDeflated: frame.rsv1) else { return .violation(1009) }
            guard !frame.fin else { return complete(first) }
            fragments = first
            return .nothing
        case .continuation: return append(data, isLast: frame.fin, isMarked: frame.rsv1)
        case .ping: return frame.rsv1 ? .violation(1002) : .ping(data)
        case .pong: return frame.rsv1 ? .violation(1002) : .nothing
        case .connectionClose: return close(data)
        default: return .violation(1002)
        }
    }

    /// What cannot be compressed grows a little when it is.
    private func payloadLimit(isDeflated: Bool) -> Int { isDeflated ? limit + limit / 256 + 64 : limit }

    private mutating func append(_ data: ByteBuffer, isLast: Bool, isMarked: Bool) -> Event {
        guard var whole = fragments, !isMarked else { return .violation(1002) }
        guard whole.data.readableBytes + data.readableBytes <= payloadLimit(isDeflated: whole.isDeflated) else { return .violation(1009) }
        // Taken out so that the buffer has one owner and is not copied at each fragment.
        fragments = nil
        whole.data.writeImmutableBuffer(data)
        guard isLast else {
            fragments = whole
            return .nothing
        }
        return complete(whole)
    }

    private func complete(_ whole: Fragments) -> Event {
        var data = whole.data
        if whole.isDeflated {
            do {
                data = try MessageDeflate.decompress(data, limit: limit)
            } catch {
                return .violation(error == .tooLarge ? 1009 : 1007)
            }
        }
        guard whole.isText else { return .message(.binary(data)) }
        guard let text = try? data.readUTF8ValidatedString(length: data.readableBytes) else { return .violation(1007) }
        return .message(.text(text))
    }

    private func close(_ data: ByteBuffer) -> Event {
        guard data.readableBytes != 1 else { return .violation(1002) }
        guard let code = data.getInteger(at: data.readerIndex, as: UInt16.self) else { return .closed(code: nil) }
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: return .closed(code: code)
        default: return .violation(1002)
        }
    }
}
