import PulseAccess

extension APIResponse {
    /// The same answer with the cookies of a fresh session.
    func signingIn(_ grant: SessionGrant, isSecure: Bool) -> APIResponse {
        let session = ResponseCookie(
            name: SessionCookies.name(isSecure: isSecure), value: grant.cookie, maxAge: grant.maxAge, httpOnly: true, secure: isSecure)
        let csrf = ResponseCookie(
            name: SessionCookies.csrf, value: grant.csrfToken, maxAge: grant.maxAge, httpOnly: false, secure: isSecure)
        return setting(session).setting(csrf)
    }

    /// The same answer, removing every cookie of a session.
    ///
    /// A `__Host-` cookie may only be touched with `Secure`, which browsers accept over http on loopback and ignore elsewhere.
    func signingOut(isSecure: Bool) -> APIResponse {
        setting(ResponseCookie(name: SessionCookies.plain, value: "", maxAge: -1, httpOnly: true, secure: isSecure))
            .setting(ResponseCookie(name: SessionCookies.secure, value: "", maxAge: -1, httpOnly: true, secure: true))
            .setting(ResponseCookie(name: SessionCookies.csrf, value: "", maxAge: -1, httpOnly: false, secure: isSecure))
    }
}
