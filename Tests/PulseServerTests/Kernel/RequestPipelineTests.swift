import HTTPTypes
import NIOCore
import PulseCore
import Testing

@testable import PulseServer

@Suite struct RequestPipelineTests {
    struct Refusal: CustomTestStringConvertible {
        let method: HTTPRequest.Method
        let target: String
        var headers: HTTPFields = [:]
        var body = ""
        let status: Int
        let fragment: String
        var testDescription: String { "\(method) \(target) \(status)" }
    }

    static let all: HTTPFields = [.apiToken: "all"]
    static let refusals: [Refusal] = [
        Refusal(method: .get, target: "/api/state", status: 401, fragment: #""error":"Authentication required""#),
        Refusal(method: .get, target: "/api/nope", status: 401, fragment: #""error":"Authentication required""#),
        Refusal(method: .post, target: "/api/state", status: 401, fragment: #""error":"Authentication required""#),
        Refusal(method: .post, target: "/api/health", status: 405, fragment: #""code":"method_not_allowed""#),
        Refusal(method: .get, target: "/api/nope", headers: all, status: 404, fragment: #""code":"route_not_found""#),
        Refusal(method: .post, target: "/api/state", headers: all, status: 405, fragment: #""error":"Method not allowed""#),
        Refusal(method: .get, target: "/api/state", headers: [.apiToken: "wrong"], status: 401, fragment: #""error":"Invalid API token""#),
        Refusal(
            method: .get, target: "/api/state", headers: [.apiToken: "wrong", .cookie: "pulse_session=admin"], status: 401,
            fragment: "Invalid API token"),
        Refusal(
            method: .get, target: "/api/config/nodes", headers: [.apiToken: "read"], status: 403,
            fragment: #""requiredScope":"settings:read""#),
        Refusal(
            method: .get, target: "/api/config/nodes", headers: [.cookie: "pulse_session=viewer"], status: 403,
            fragment: #""error":"Admin privileges required""#),
        Refusal(method: .get, target: "/api/paid", headers: all, status: 402, fragment: #""feature":"agent_profiles""#),
        Refusal(method: .get, target: "/api/../etc/passwd", status: 400, fragment: #""code":"invalid_path""#),
        Refusal(method: .get, target: "/api/%2e%2e/x", headers: all, status: 400, fragment: #""code":"invalid_path""#),
        Refusal(method: .get, target: "/api/items/a%00b", headers: all, status: 400, fragment: #""code":"invalid_path""#),
        Refusal(
            method: .get, target: "/api/state", headers: [.organization: "../etc"], status: 400, fragment: #""code":"invalid_org""#),
        Refusal(
            method: .get, target: "/api/state", headers: [.organization: "acme"], status: 501, fragment: #""error":"feature_disabled""#),
        Refusal(method: .post, target: "/api/items", headers: all, body: "{", status: 400, fragment: #""code":"invalid_json""#),
        Refusal(method: .post, target: "/api/items", headers: all, body: "", status: 400, fragment: #""code":"invalid_json""#),
        Refusal(method: .post, target: "/api/items", headers: all, body: #"{"name":7}"#, status: 400, fragment: #""field":"name""#),
        Refusal(
            method: .post, target: "/api/items", headers: all, body: #"{"name":"a","x":1}"#, status: 400,
            fragment: #""code":"unknown_field""#),
        Refusal(
            method: .post, target: "/api/items", headers: all, body: "{\"name\":\"\(String(repeating: "a", count: 100))\"}", status: 413,
            fragment: #""code":"body_too_large""#),
        Refusal(
            method: .post, target: "/api/items", headers: [.contentLength: "101"], status: 413, fragment: #""code":"body_too_large""#),
        Refusal(
            method: .post, target: "/api/items", headers: [.contentLength: "-1"], status: 400, fragment: #""code":"invalid_content_length""#
        ),
        Refusal(method: .get, target: "/api/broken", headers: all, status: 500, fragment: #""error":"An unexpected error occurred""#),
        Refusal(method: .get, target: "/api/missing", headers: all, status: 404, fragment: #""code":"resource_not_found""#),
        Refusal(method: .get, target: "/install.sh", status: 400, fragment: "host is required\n"),
        Refusal(method: .get, target: "/ws", headers: all, status: 426, fragment: #""code":"upgrade_required""#),
        Refusal(method: .get, target: "/ws", status: 401, fragment: "Authentication required"),
        Refusal(method: .get, target: "/missing.js", status: 404, fragment: "Not found"),
    ]

    @Test(arguments: refusals)
    func refuses(_ refusal: Refusal) async throws {
        let fixture = try PipelineFixture()
        let answer = await fixture.request(refusal.method, refusal.target, headers: refusal.headers, body: refusal.body)
        #expect(answer.status == refusal.status)
        #expect(answer.text.contains(refusal.fragment), "\(answer.text)")
        #expect(answer["WWW-Authenticate"] == nil)
        #expect(answer["X-Content-Type-Options"] == "nosniff")
        #expect(answer["Content-Length"] == String(answer.bytes.count))
        if refusal.target.hasPrefix("/api") { #expect(answer["Cache-Control"] == "no-store") }
    }

    /// Each request fails at two steps; the earlier one must answer.
    @Test(
        arguments: [
            ([.contentLength: "9999999", .organization: "../x"], "/api/items", 413),
            ([.organization: "../x"], "/api/../y", 400),
            ([:], "/api/../y", 400),
            ([.cookie: "pulse_session=viewer"], "/api/items", 403),
            ([.cookie: "pulse_session=viewer", .csrfToken: "csrf-key-viewer"], "/api/items", 403),
            ([.apiToken: "read"], "/api/items", 403),
            ([.apiToken: "all"], "/api/items", 400),
        ] as [(HTTPFields, String, Int)])
    func answersAtTheFirstFailingStep(headers: HTTPFields, target: String, status: Int) async throws {
        let fixture = try PipelineFixture()
        let answer = await fixture.request(.post, target, headers: headers, body: "not json")
        #expect(answer.status == status, "\(answer.text)")
    }

    @Test func writesTheWholeErrorBody() async throws {
        let fixture = try PipelineFixture()
        let answer = await fixture.request(.get, "/api/config/nodes", headers: [.apiToken: "read", .requestID: "abc-1"])
        let expected =
            #"{"error":"missing_scope","message":"This token lacks the scope settings:read","code":"missing_scope","status_code":403,"#
            + #""timestamp":1700000000,"request_id":"abc-1","details":{},"requiredScope":"settings:read"}"#
        #expect(answer.text == expected)
        #expect(answer["X-Request-ID"] == "abc-1")
        #expect(answer["Content-Type"] == "application/json")
    }

    @Test func namesTheCaller() async throws {
        let fixture = try PipelineFixture()
        let token = await fixture.request(.get, "/api/me", headers: [.authorization: "Bearer read"])
        #expect(token.status == 200)
        #expect(token["X-Authenticated-User"] == "token:read")
        #expect(token["X-Auth-Method"] == "api_token")
        let session = await fixture.request(.get, "/api/me", headers: [.cookie: "a=b; pulse_session=admin"])
        #expect(session["X-Auth-Method"] == "session")
        #expect(session["Set-Cookie"] == "pulse_csrf=csrf-key-admin; Path=/; SameSite=Lax; Max-Age=86400")
        let again = await fixture.request(.get, "/api/me", headers: [.cookie: "pulse_session=admin; pulse_csrf=x"])
        #expect(again["Set-Cookie"] == nil)
    }

    @Test func setsAnAgingSessionCookieAgain() async throws {
        let fixture = try PipelineFixture()
        let answer = await fixture.request(.get, "/api/me", headers: [.cookie: "pulse_session=old; pulse_csrf=x"])
        #expect(answer["X-Authenticated-User"] == "user-old")
        #expect(answer["Set-Cookie"] == "pulse_session=old; Path=/; SameSite=Lax; Max-Age=86400; HttpOnly")
    }

    @Test func lettingAWrongTokenKnockAtAPublicDoor() async throws {
        let fixture = try PipelineFixture()
        let answer = await fixture.request(.post, "/api/login", headers: [.apiToken: "wrong"], isTLS: true)
        #expect(answer.status == 200)
        #expect(answer.text == #"{"known":false}"#)
        #expect(answer["Set-Cookie"] == "pulse_session=v; Path=/; SameSite=Lax; Max-Age=86400; HttpOnly; Secure")
        #expect(answer["Strict-Transport-Security"]?.hasPrefix("max-age=31536000") == true)
    }

    @Test(arguments: [
        ("csrf_token=csrf-key-admin&name=x", "application/x-www-form-urlencoded", true),
        ("name=x&csrf_token=csrf%2Dkey%2Dadmin", "application/x-www-form-urlencoded; charset=utf-8", true),
        ("csrf_token=other", "application/x-www-form-urlencoded", false), ("csrf_token=csrf-key-admin", "text/plain", false),
    ])
    func takesTheCSRFTokenOfAForm(body: String, type: String, passes: Bool) async throws {
        let headers: HTTPFields = [.cookie: "pulse_session=admin", .contentType: type]
        let answer = await (try PipelineFixture()).request(.post, "/api/items", headers: headers, body: body)
        // A form is no JSON, which is what this endpoint reads: the handler saw it, whole.
        #expect(answer.status == (passes ? 400 : 403))
    }

    @Test func asksSessionsForTheirCSRFToken() async throws {
        let fixture = try PipelineFixture()
        let bare = await fixture.request(.post, "/api/items", headers: [.cookie: "pulse_session=admin"], body: #"{"name":"a"}"#)
        #expect(bare.status == 403)
        #expect(bare.text.contains(#""error":"CSRF token validation failed""#))
        #expect(bare["X-CSRF-Token"] == "csrf-key-admin")
        #expect(bare["Set-Cookie"]?.hasPrefix("pulse_csrf=csrf-key-admin;") == true)
        let cookie: HTTPFields = [.cookie: "pulse_session=admin", .csrfToken: "csrf-key-admin"]
        #expect(await fixture.request(.post, "/api/items", headers: cookie, body: #"{"name":"a"}"#).status == 201)
        let token: HTTPFields = [.cookie: "pulse_session=admin", .apiToken: "all"]
        #expect(await fixture.request(.post, "/api/items", headers: token, body: #"{"name":"a"}"#).status == 201)
        #expect(await fixture.request(.post, "/api/login", headers: [.cookie: "pulse_session=admin"]).status == 200)
    }

    @Test(
        arguments: [
            (nil, nil, nil, 201), ("http://pulse.lan:7655", nil, nil, 201), ("http://evil.example", nil, nil, 403), ("null", nil, nil, 403),
            (nil, "http://pulse.lan:7655/x", nil, 201), (nil, "http://pulse.lan:76555/x", nil, 403), (nil, nil, "cross-site", 403),
            ("http://pulse.lan:7655", nil, "same-origin", 201),
        ] as [(String?, String?, String?, Int)])
    func checksTheOriginOfProxyCallers(origin: String?, referer: String?, site: String?, status: Int) async throws {
        let fixture = try PipelineFixture()
        var headers: HTTPFields = [HTTPField.Name("X-Proxy-User") ?? .userAgent: "anna"]
        headers[.origin] = origin
        headers[.referer] = referer
        headers[.fetchSite] = site
        #expect(await fixture.request(.post, "/api/items", headers: headers, body: #"{"name":"a"}"#).status == status)
    }

    @Test func limitsEachCallerForItself() async throws {
        let fixture = try PipelineFixture()
        for _ in 0..<10 { #expect(await fixture.request(.post, "/api/login").status == 200) }
        let refused = await fixture.request(.post, "/api/login")
        #expect(refused.status == 429)
        #expect(refused.text.contains("Rate limit exceeded. Please try again later."))
        #expect(refused["X-RateLimit-Limit"] == "10")
        #expect(refused["X-RateLimit-Remaining"] == "0")
        #expect(refused["X-RateLimit-Reset"] != nil)
        let wait = try #require(refused["Retry-After"].flatMap { Int64($0) })
        #expect(await fixture.request(.post, "/api/login", peer: "203.0.113.10").status == 200)
        for _ in 0..<20 { #expect(await fixture.request(.post, "/api/login", peer: "127.0.0.1").status == 200) }
        fixture.clock.advance(by: .seconds(wait))
        #expect(await fixture.request(.post, "/api/login").status == 200)
    }

    @Test func answersHeadLikeGetWithoutABody() async throws {
        let fixture = try PipelineFixture()
        let get = await fixture.request(.get, "/api/health")
        let head = await fixture.request(.head, "/api/health")
        #expect(head.status == 200)
        #expect(head.bytes.isEmpty)
        #expect(head["Content-Length"] == get["Content-Length"])
        let options = await fixture.request(.options, "/api/state")
        #expect(options.status == 200)
        #expect(options["Content-Length"] == "0")
    }

    @Test func refusesChangesInADemonstration() async throws {
        let fixture = try PipelineFixture { $0.isDemo = true }
        let refused = await fixture.request(.post, "/api/items", headers: Self.all, body: #"{"name":"a"}"#)
        #expect(refused.status == 403)
        #expect(refused.text.contains(#""error":"Demo mode enabled""#))
        #expect(refused["X-Demo-Mode"] == "true")
        #expect(await fixture.request(.post, "/api/login").status == 200)
        #expect(await fixture.request(.get, "/api/state", headers: Self.all).status == 200)
    }

    @Test func countsByRouteTemplate() async throws {
        let fixture = try PipelineFixture()
        _ = await fixture.request(.get, "/api/items/1", headers: Self.all)
        _ = await fixture.request(.get, "/api/items/2", headers: Self.all)
        _ = await fixture.request(.get, "/api/secret-thing", headers: Self.all)
        let text = await fixture.registry.render()
        #expect(text.contains(#"pulse_http_requests_total{method="GET",route="/api/items/{id}",status="200"} 2"#))
        #expect(text.contains(#"pulse_http_request_errors_total{method="GET",route="/api/*",status_class="client_error"} 1"#))
        #expect(!text.contains("secret-thing"))
    }
}
