import CZlib
import HTTPTypes
import NIOCore
import Testing

@testable import PulseServer

@Suite struct EncodedDocumentTests {
    /// What any gzip reader makes of the bytes.
    private func gunzip(_ bytes: [UInt8], capacity: Int) -> [UInt8]? {
        var storage = z_stream()
        return withUnsafeMutablePointer(to: &storage) { stream in
            guard inflateInit2_(stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
            defer { inflateEnd(stream) }
            var source = bytes
            var target = [UInt8](repeating: 0, count: capacity)
            let result = source.withUnsafeMutableBufferPointer { input in
                target.withUnsafeMutableBufferPointer { output in
                    stream.pointee.next_in = input.baseAddress
                    stream.pointee.avail_in = UInt32(input.count)
                    stream.pointee.next_out = output.baseAddress
                    stream.pointee.avail_out = UInt32(output.count)
                    return inflate(stream, Z_FINISH)
                }
            }
            return result == Z_STREAM_END ? Array(target.prefix(Int(stream.pointee.total_out))) : nil
        }
    }

    @Test func sendsGzipToThoseWhoTakeIt() async throws {
        let fixture = try PipelineFixture()
        let plain = await fixture.request(.get, "/api/state", headers: [.apiToken: "read"])
        let gzip = await fixture.request(.get, "/api/state", headers: [.apiToken: "read", .acceptEncoding: "br, gzip"])
        #expect(plain["Content-Encoding"] == nil)
        #expect(gzip["Content-Encoding"] == "gzip")
        #expect(gzip["Vary"] == "Accept-Encoding" && plain["Vary"] == "Accept-Encoding")
        #expect(gzip.bytes.count * 5 < plain.bytes.count)
        #expect(gunzip(gzip.bytes, capacity: plain.bytes.count + 1) == plain.bytes)
        #expect(gzip["ETag"] == plain["ETag"])
    }

    @Test(arguments: [
        (#"W/"7""#, 304), (#""7""#, 304), (#""6", W/"7""#, 304), ("*", 304), (#"W/"6""#, 200), ("7", 200),
    ])
    func answersKnownVersionsWithNothing(tag: String, status: Int) async throws {
        let fixture = try PipelineFixture()
        let answer = await fixture.request(.get, "/api/state", headers: [.apiToken: "read", .ifNoneMatch: tag])
        #expect(answer.status == status)
        #expect(answer["ETag"] == #"W/"7""#)
        #expect(answer.bytes.isEmpty == (status == 304))
    }

    @Test(arguments: [
        ("gzip", true), ("deflate, gzip;q=1.0", true), ("gzip;q=0", false), ("gzip;q=0.0", false), ("br", false), ("", false),
        ("xgzip", false), ("deflate,gzip", true),
    ])
    func readsAcceptEncoding(value: String, accepts: Bool) { #expect(ContentCoding.acceptsGzip(value) == accepts) }

    @Test func tellsContentsApart() {
        let first = EncodedDocument(Array("first document".utf8))
        let second = EncodedDocument(Array("first documenu".utf8))
        #expect(first.etag != second.etag)
        #expect(first.etag == EncodedDocument(Array("first document".utf8)).etag)
        #expect(first.gzip == nil, "short documents are not compressed")
    }
}
