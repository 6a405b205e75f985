extension Endpoint {
    /// Reads; `HEAD` is answered too.
    public static func get(
        _ path: String, access: AccessRule, licence: LicenceFeature? = nil, rateClass: RateClass? = nil, answers: AnswerSchema? = nil,
        _ summary: String, errorStyle: ErrorStyle = .json, handler: @escaping Handler
    ) -> Self {
        Self(
            method: .get, path: path, access: access, licence: licence, bodyLimit: 0,
            rateClass: rateClass, answers: answers, summary: summary,
            errorStyle: errorStyle, handler: handler)
    }
    /// Acts or creates.
    public static func post(
        _ path: String, access: AccessRule, licence: LicenceFeature? = nil, bodyLimit: Int = usualBodyLimit, rateClass: RateClass? = nil,
        request: BodySchema? = nil, answers: AnswerSchema? = nil, _ summary: String, needsCSRFToken: Bool = true,
        errorStyle: ErrorStyle = .json, handler: @escaping Handler
    ) -> Self {
        Self(
            method: .post, path: path, access: access, licence: licence, bodyLimit: bodyLimit,
            rateClass: rateClass, request: request, answers: answers, summary: summary,
            needsCSRFToken: needsCSRFToken, errorStyle: errorStyle, handler: handler)
    }
    /// Replaces.
    public static func put(
        _ path: String, access: AccessRule, licence: LicenceFeature? = nil, bodyLimit: Int = usualBodyLimit, rateClass: RateClass? = nil,
        request: BodySchema? = nil, answers: AnswerSchema? = nil, _ summary: String, needsCSRFToken: Bool = true,
        errorStyle: ErrorStyle = .json, handler: @escaping Handler
    ) -> Self {
        Self(
            method: .put, path: path, access: access, licence: licence, bodyLimit: bodyLimit,
            rateClass: rateClass, request: request, answers: answers, summary: summary,
            needsCSRFToken: needsCSRFToken, errorStyle: errorStyle, handler: handler)
    }
    /// Changes parts.
    public static func patch(
        _ path: String, access: AccessRule, licence: LicenceFeature? = nil, bodyLimit: Int = usualBodyLimit, rateClass: RateClass? = nil,
        request: BodySchema? = nil, answers: AnswerSchema? = nil, _ summary: String, needsCSRFToken: Bool = true,
        errorStyle: ErrorStyle = .json, handler: @escaping Handler
    ) -> Self {
        Self(
            method: .patch, path: path, access: access, licence: licence, bodyLimit: bodyLimit,
            rateClass: rateClass, request: request, answers: answers, summary: summary,
            needsCSRFToken: needsCSRFToken, errorStyle: errorStyle, handler: handler)
    }
    /// Removes.
    public static func delete(
        _ path: String, access: AccessRule, licence: LicenceFeature? = nil, bodyLimit: Int = usualBodyLimit, rateClass: RateClass? = nil,
        request: BodySchema? = nil, answers: AnswerSchema? = nil, _ summary: String, needsCSRFToken: Bool = true,
        errorStyle: ErrorStyle = .json, handler: @escaping Handler
    ) -> Self {
        Self(
            method: .delete, path: path, access: access, licence: licence, bodyLimit: bodyLimit,
            rateClass: rateClass, request: request, answers: answers, summary: summary,
            needsCSRFToken: needsCSRFToken, errorStyle: errorStyle, handler: handler)
    }
}
