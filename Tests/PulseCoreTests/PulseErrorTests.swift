import PulseCore
import Testing

struct PulseErrorTests {
    @Test func saysCodeMessageAndCause() {
        let inner = PulseError("disk_full", "No space left")
        let outer = PulseError("save_failed", "Metadata was not saved", details: ["id": "a"], cause: inner)
        #expect(inner.description == "No space left [disk_full]")
        #expect(outer.description == "Metadata was not saved [save_failed]: No space left [disk_full]")
        #expect(outer.details == ["id": "a"])
    }
}
