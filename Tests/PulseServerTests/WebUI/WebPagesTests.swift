import Foundation
import HTTPTypes
import Testing

@testable import PulseServer

@Suite struct WebPagesTests {
    private func withSite(_ body: (PipelineFixture) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pulse-web-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appendingPathComponent("assets"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let page =
            #"<!doctype html><script nonce="__CSP_NONCE__" src="/assets/app-3fa09b1c.js"></script><style nonce="__CSP_NONCE__"></style>"#
        try Data(page.utf8).write(to: folder.appendingPathComponent("index.html"))
        try Data(String(repeating: "console.log(1);", count: 200).utf8).write(to: folder.appendingPathComponent("assets/app-3fa09b1c.js"))
        try Data("<svg/>".utf8).write(to: folder.appendingPathComponent("icon.svg"))
        try Data("secret".utf8).write(to: folder.appendingPathComponent(".hidden"))
        try await body(PipelineFixture(webDirectory: folder.path))
    }

    @Test func putsAFreshNonceIntoEveryPage() async throws {
        try await withSite { fixture in
            let first = await fixture.request(.get, "/", headers: [.accept: "text/html"])
            let second = await fixture.request(.get, "/infrastructure/nodes?x=1", headers: [.accept: "text/html,*/*"])
            #expect(first.status == 200 && second.status == 200)
            #expect(first["Cache-Control"] == "no-store")
            #expect(!first.text.contains("__CSP_NONCE__"))
            #expect(first.text != second.text)
            let nonce = try #require(first.text.components(separatedBy: "nonce=\"").last?.components(separatedBy: "\"").first)
            #expect(nonce.count >= 16)
            #expect(first["Content-Security-Policy"]?.contains("script-src 'self' 'nonce-\(nonce)'") == true)
            #expect(first["Content-Security-Policy"]?.contains("frame-ancestors 'none'") == true)
            #expect(first["X-Frame-Options"] == "DENY")
        }
    }

    @Test func servesAssetsWithTheirLifetimes() async throws {
        try await withSite { fixture in
            let script = await fixture.request(.get, "/assets/app-3fa09b1c.js", headers: [.acceptEncoding: "gzip"])
            #expect(script.status == 200)
            #expect(script["Cache-Control"] == "public, max-age=31536000, immutable")
            #expect(script["Content-Encoding"] == "gzip")
            #expect(script["Content-Type"] == "text/javascript; charset=utf-8")
            let icon = await fixture.request(.get, "/icon.svg")
            #expect(icon["Cache-Control"] == "no-cache")
            let tag = try #require(icon["ETag"])
            #expect(await fixture.request(.get, "/icon.svg", headers: [.ifNoneMatch: tag]).status == 304)
        }
    }

    @Test(arguments: ["/assets/gone-3fa09b1c.js", "/favicon.ico", "/.hidden", "/download/x", "/docs/a.md"])
    func neverAnswersAMissingFileWithThePage(path: String) async throws {
        try await withSite { fixture in
            let answer = await fixture.request(.get, path, headers: [.accept: "text/html"])
            #expect(answer.status == 404)
            #expect(!answer.text.contains("doctype"))
        }
    }

    @Test func saysWhenTheInterfaceIsMissing() async throws {
        let answer = await (try PipelineFixture()).request(.get, "/", headers: [.accept: "text/html"])
        #expect(answer.status == 200)
        #expect(answer.text.contains("has not been built"))
        let nothing = try PipelineFixture()
        #expect(await nothing.request(.post, "/", headers: [:]).status == 404)
    }

    @Test(arguments: [
        ("app-3fa09b1c.js", true), ("app.3FA09B1C.js", true), ("chunk-ABCDEFGH.js", false), ("app.js", false), ("service-worker.js", false),
        ("a-1234567.css", false), ("apple-touch-icon-152x152.png", false),
    ])
    func recognisesHashedNames(name: String, hashed: Bool) { #expect(WebAsset.isHashed(name) == hashed) }
}
