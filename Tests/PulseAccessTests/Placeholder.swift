import Testing

@Suite struct PlaceholderPulseAccess { @Test func builds() {} }
