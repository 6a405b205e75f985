extension Array where Element: Sendable {
    /// Does the work for each element, some of them at a time, in their order.
    func concurrentForEach(atOnce most: Int, _ work: @escaping @Sendable (Element) async -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            for (index, element) in enumerated() {
                if index >= most { await group.next() }
                group.addTask { await work(element) }
            }
        }
    }
}
