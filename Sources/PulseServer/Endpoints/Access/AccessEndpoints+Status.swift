import PulseAccess
import PulseCore

extension AccessEndpoints {
    /// What a login page, a signed-in page and an administrator may know about access, in three levels.
    var status: Endpoint {
        .get(
            "/api/security/status", access: .public, rateClass: .configRead, answers: .any,
            "How this server is secured; more detail for those who are signed in."
        ) { context in
            let facts = await StatusFacts(access)
            return .object { writer in
                let level = SecurityLevel(context.principal)
                writer.field("detailLevel", level.rawValue)
                writePublic(facts, &writer)
                guard let principal = context.principal else { return }
                writeAuthenticated(principal, &writer)
                guard level == .privileged else { return }
                writePrivileged(facts, context, &writer)
            }
        }
    }

    private func writePublic(_ facts: StatusFacts, _ writer: inout JSONWriter) {
        writer.field("hasAuthentication", facts.isConfigured)
        writer.field("requiresAuth", true)
        writer.field("ssoEnabled", false)
        writer.field("hideLocalLogin", configuration.hideLocalLogin)
        writer.key("presentationPolicy")
        writer.object { writer in
            writer.field("demoMode", configuration.demoMode)
            writer.field("readOnly", configuration.demoMode)
            writer.field("hideCommercial", false)
            writer.field("hideUpgrade", false)
        }
    }

    private func writeAuthenticated(_ principal: Principal, _ writer: inout JSONWriter) {
        let isProxy = principal.method == .proxy
        writer.field("hasProxyAuth", access.configuration.proxy != nil)
        writer.field("proxyAuthLogoutURL", access.configuration.proxy?.logoutURL ?? "")
        writer.field("proxyAuthUsername", isProxy ? principal.name : "")
        writer.field("proxyAuthIsAdmin", isProxy && principal.isAdmin)
        writer.field("ssoSessionUsername", "")
        writer.field("ssoSessionDisplayName", "")
        if let scopes = principal.scopes { writer.field("tokenScopes", scopes.map(\.rawValue).sorted()) }
        writer.key("sessionCapabilities")
        writer.object { writer in
            writer.field("demoMode", configuration.demoMode)
            writer.field("assistantEnabled", false)
        }
        writer.key("settingsCapabilities")
        SettingsCapabilities(principal).write(&writer)
    }

    private func writePrivileged(_ facts: StatusFacts, _ context: RequestContext, _ writer: inout JSONWriter) {
        let network = ClientNetwork(context.clientAddress, trusted: configuration.trustedNetworks)
        writer.field("apiTokenConfigured", facts.newestToken != nil)
        writer.field("apiTokenHint", facts.newestToken.map { $0.prefix.isEmpty ? "" : "\($0.prefix)...\($0.suffix)" } ?? "")
        writer.field("exportProtected", true)
        writer.field("unprotectedExportAllowed", false)
        writer.field("configuredButPendingRestart", false)
        writer.field("hasAuditLogging", false)
        writer.field("credentialsEncrypted", true)
        writer.field("hasHTTPS", context.isSecure)
        writer.field("clientIP", context.clientAddress)
        writer.field("isPrivateNetwork", network.isPrivate)
        writer.field("isTrustedNetwork", network.isTrusted)
        writer.field("publicAccess", !network.isPrivate && !network.isTrusted)
        writer.field("authUsername", facts.userName ?? "")
        writer.field("authLastModified", facts.userChangedAt?.rfc3339 ?? "")
        writer.field("agentUrl", configuration.publicURL.isEmpty ? context.baseURL : configuration.publicURL)
    }
}

/// What access control answers for the status, taken at one moment.
private struct StatusFacts {
    let isConfigured: Bool
    let newestToken: APIToken?
    let userName: String?
    let userChangedAt: Timestamp?

    init(_ access: AccessControl) async {
        isConfigured = await access.isConfigured
        newestToken = await access.listTokens().first
        userName = await access.localUserName
        userChangedAt = await access.localUserChangedAt
    }
}

/// How much of the status a caller sees.
enum SecurityLevel: String {
    case `public`, authenticated, privileged

    init(_ principal: Principal?) {
        guard let principal else {
            self = .public
            return
        }
        self = AccessRule.admin(.settingsRead).refusal(for: principal) == nil ? .privileged : .authenticated
    }
}
