import HTTPTypes
import PulseAccess

extension Credentials {
    /// What the request presents; the query token only counts on WebSocket upgrades.
    init(_ headers: HTTPFields, cookies: [String: String], caller: CallerAddress, queryToken: String? = nil) {
        self.init()
        apiToken = headers[.apiToken]
        authorization = headers[.authorization]
        self.cookies = cookies
        self.queryToken = queryToken
        // Of a repeated header the first counts: a proxy must replace what its caller sent, and appending would not.
        header = { name in HTTPField.Name(name).flatMap { headers[values: $0].first } }
        clientAddress = caller.text
        isDirectLoopback = caller.isDirectLoopback
        isSecure = caller.isSecure
        userAgent = headers[.userAgent] ?? ""
    }
}
