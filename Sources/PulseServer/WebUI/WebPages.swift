#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import HTTPTypes
import NIOCore
import PulseCore

/// Serves the built web interface: its assets, and its one page for every address that is not a file.
///
/// The files are read once at start; at most 64 MiB of them.
public struct WebPages: Sendable {
    private let assets: [String: WebAsset]
    private let index: NoncePage
    private static let limit = 64 << 20

    /// Without a directory every page says that the interface has not been built.
    public init(directory: String?) throws {
        guard let directory else {
            assets = [:]
            index = NoncePage(Self.missing)
            return
        }
        var assets: [String: WebAsset] = [:]
        var total = 0
        for name in try FileManager.default.subpathsOfDirectory(atPath: directory) {
            let path = directory + "/" + name
            guard name != "index.html", !name.split(separator: "/").contains(where: { $0.hasPrefix(".") }),
                let data = FileManager.default.contents(atPath: path)
            else { continue }
            total += data.count
            guard total <= Self.limit else { throw PulseError("web_too_large", "The web interface in \(directory) is larger than 64 MiB") }
            assets["/" + name] = WebAsset(name: name, bytes: [UInt8](data))
        }
        let page = FileManager.default.contents(atPath: directory + "/index.html").map { String(decoding: $0, as: UTF8.self) }
        self.assets = assets
        index = NoncePage(page ?? Self.missing)
    }

    private static let missing = """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pulse</title></head><body><h1>Pulse is running</h1>
        <p>Its web interface has not been built or was not found. Run <code>make web</code>, or set <code>PULSE_WEB_DIR</code> to the
        directory that holds it, and start Pulse again. The API at <a href="/api/health">/api/health</a> works without it.</p></body></html>
        """

    func answer(_ request: IncomingRequest, path: Substring, headers: SecurityHeaders) throws -> APIResponse {
        guard request.method == .get || request.method == .head else {
            throw assets[String(path)] == nil ? APIError.routeNotFound : APIError.methodNotAllowed(allow: "GET, HEAD, OPTIONS")
        }
        if let name = PercentCoding.decode(path), let asset = assets[name] {
            return APIResponse.encoded(asset.document).setting(.cacheControl, asset.cacheControl)
        }
        guard Self.isPage(path, accept: request.headers[.accept]) else {
            throw APIError.notFound("not_found", "Not found")
        }
        let nonce = Self.makeNonce()
        return APIResponse(
            headers: [.cacheControl: "no-store", .contentSecurityPolicy: headers.contentPolicy(nonce: nonce)],
            body: .bytes(index.rendered(nonce: nonce), contentType: "text/html; charset=utf-8"))
    }

    /// A missing file is missing; only addresses that look like pages get the page.
    static func isPage(_ path: Substring, accept: String?) -> Bool {
        let last = path.split(separator: "/").last ?? ""
        guard !last.contains(".") else { return false }
        for prefix in ["/download/", "/docs/", "/assets/"] where path.hasPrefix(prefix) { return false }
        guard let accept else { return true }
        return accept.contains("text/html") || accept.contains("*/*")
    }

    private static func makeNonce() -> String {
        let words = [UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max)]
        return words.map { String($0, radix: 36) }.joined()
    }
}
