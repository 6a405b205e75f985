import HTTPTypes
import PulseCore

/// The metrics of the HTTP server; routes are templates, never paths.
public struct HTTPMetrics: Sendable {
    private let duration: Histogram
    private let requests: Counter
    private let errors: Counter
    /// Open live connections.
    public let liveConnections: Gauge

    public init(_ registry: MetricsRegistry) {
        duration = registry.histogram(
            "pulse_http_request_duration_seconds", "Time from a request's head to its answer.", labels: ["method", "route", "status"],
            bounds: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10])
        requests = registry.counter("pulse_http_requests_total", "Requests answered.", labels: ["method", "route", "status"])
        errors = registry.counter(
            "pulse_http_request_errors_total", "Requests answered with 4xx or 5xx.", labels: ["method", "route", "status_class"])
        liveConnections = registry.gauge("pulse_websocket_connections", "Open live connections.")
    }

    func record(method: HTTPRequest.Method, route: String, status: Int, duration time: Duration) {
        let name = Self.known(method)
        let code = String(status)
        duration.observe(time.fractionalSeconds, name, route, code)
        requests.add(1, name, route, code)
        if status >= 400 { errors.add(1, name, route, status >= 500 ? "server_error" : "client_error") }
    }

    /// Methods are made up by callers; unknown ones share a name.
    private static func known(_ method: HTTPRequest.Method) -> String {
        switch method {
        case .get, .head, .post, .put, .patch, .delete, .options: method.rawValue
        default: "OTHER"
        }
    }
}
