/// What a read-only demonstration still lets through.
enum DemoMode {
    static func allows(_ path: Substring) -> Bool {
        switch path {
        case "/api/login", "/api/logout", "/api/ai/execute": true
        default: path.hasPrefix("/api/oidc/")
        }
    }
}
