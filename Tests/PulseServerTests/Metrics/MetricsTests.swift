import PulseCore
import Testing

@testable import PulseServer

@Suite struct MetricsTests {
    @Test func rendersTheTextFormat() async {
        let registry = MetricsRegistry()
        let polls = registry.counter("pulse_polls_total", "Polls.", labels: ["instance", "result"])
        let depth = registry.gauge("pulse_depth", "Depth\nof the queue.")
        let times = registry.histogram("pulse_seconds", "Times.", labels: ["type"], bounds: [0.1, 1])
        polls.add(1, "a\"b\\c\nd", "success")
        polls.add(2, "a\"b\\c\nd", "success")
        polls.add(-5, "a\"b\\c\nd", "success")
        depth.set(2.5)
        for value in [0.1, 0.5, 7] { times.observe(value, "pve") }
        registry.beforeScrape { depth.add(1) }
        let expected = #"""
            # HELP pulse_depth Depth\nof the queue.
            # TYPE pulse_depth gauge
            pulse_depth 3.5
            # HELP pulse_polls_total Polls.
            # TYPE pulse_polls_total counter
            pulse_polls_total{instance="a\"b\\c\nd",result="success"} 3
            # HELP pulse_seconds Times.
            # TYPE pulse_seconds histogram
            pulse_seconds_bucket{type="pve",le="0.1"} 1
            pulse_seconds_bucket{type="pve",le="1"} 2
            pulse_seconds_bucket{type="pve",le="+Inf"} 3
            pulse_seconds_sum{type="pve"} 7.6
            pulse_seconds_count{type="pve"} 3

            """#
        #expect(await registry.render() == expected)
    }

    @Test func boundsAndRemovesSeries() async {
        let table = Counter(limit: 2)
        for name in ["a", "b", "c"] { table.add(1, name) }
        #expect(table.value("a") == 1 && table.value("b") == 1 && table.value("c") == nil)
        table.add(1, "a")
        table.remove { $0 == ["b"] }
        table.add(1, "c")
        #expect(table.value("a") == 2 && table.value("b") == nil && table.value("c") == 1)
    }

    @Test(
        arguments: [
            ("127.0.0.1", nil, false, nil), ("::1", "t", false, nil), ("localhost", nil, false, nil),
            ("0.0.0.0", "t", false, "metrics_token_exposed"), ("0.0.0.0", nil, false, "metrics_unprotected"),
            ("192.168.1.2", "", false, "metrics_unprotected"), ("0.0.0.0", "t", true, nil),
        ] as [(String, String?, Bool, String?)])
    func refusesToExposeItself(host: String, token: String?, insecure: Bool, code: String?) {
        var settings = MetricsListenerSettings()
        settings.host = host
        settings.token = token
        settings.allowsInsecureRemote = insecure
        do {
            try settings.validate()
            #expect(code == nil)
        } catch {
            #expect((error as? PulseError)?.code == code)
        }
    }

    @Test(
        arguments: [
            ("Bearer secret", true), ("bearer secret", true), ("Bearer secreT", false), ("Bearer secret2", false), ("Bearer secre", false),
            ("Bearer ", false), ("secret", false), (nil, false),
        ] as [(String?, Bool)])
    func comparesTheToken(header: String?, accepted: Bool) { #expect(MetricsListener.isBearer(header, "secret") == accepted) }
}
