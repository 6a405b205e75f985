import Testing

@Suite struct PlaceholderPulsePlatforms { @Test func builds() {} }
