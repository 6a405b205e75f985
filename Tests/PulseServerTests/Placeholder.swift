import Testing

@Suite struct PlaceholderPulseServer { @Test func builds() {} }
