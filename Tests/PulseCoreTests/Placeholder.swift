import Testing

@Suite struct PlaceholderPulseCore { @Test func builds() {} }
