import PulseLab
import Testing

struct LaboratoryTests {
    @Test func isMadeWithoutSideEffects() { _ = Laboratory() }
}
