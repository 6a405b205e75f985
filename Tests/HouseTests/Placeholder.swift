import Testing

@Suite struct PlaceholderHouse { @Test func builds() {} }
