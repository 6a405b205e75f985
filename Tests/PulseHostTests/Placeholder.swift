import Testing

@Suite struct PlaceholderPulseHost { @Test func builds() {} }
