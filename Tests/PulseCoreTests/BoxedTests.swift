import PulseCore
import Testing

@Suite("Values in boxes")
struct BoxedTests {
    @Test func aCopyStaysAsItWas() {
        var one = Boxed([1, 2])
        let other = one
        #expect(one.update { $0.removeLast() } == 2)
        #expect(one.value == [1])
        #expect(other.value == [1, 2])
    }

    @Test func whatNobodyElseHoldsIsChangedInPlace() {
        var box = Boxed([Int](repeating: 0, count: 1000))
        let before = box.value.withUnsafeBufferPointer(\.baseAddress)
        for index in 0..<10 { box.update { $0[index] = index } }
        #expect(box.value.withUnsafeBufferPointer(\.baseAddress) == before)
    }
}
