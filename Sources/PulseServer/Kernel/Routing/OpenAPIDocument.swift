import PulseAccess
import PulseCore

/// The OpenAPI 3.1 description of a table of endpoints.
struct OpenAPIDocument {
    let endpoints: [Endpoint]
    let version: String

    func encoded() -> EncodedDocument {
        var writer = JSONWriter(capacity: 64 * 1024)
        writer.object { writer in
            writer.field("openapi", "3.1.0")
            writer.key("info")
            writer.object {
                $0.field("title", "Pulse")
                $0.field("version", version)
            }
            writer.key("paths")
            writePaths(&writer)
            writer.key("components")
            writeComponents(&writer)
        }
        return EncodedDocument(writer.bytes)
    }

    private func writePaths(_ writer: inout JSONWriter) {
        let byPath = Dictionary(grouping: endpoints) { PathTemplate($0.path).openAPIPath }
        writer.object { writer in
            for (path, group) in byPath.sorted(by: { $0.key < $1.key }) {
                writer.key(path)
                writer.object { writer in
                    for endpoint in group.sorted(by: { $0.method.rawValue < $1.method.rawValue }) {
                        writer.key(endpoint.method.rawValue.lowercased())
                        writeOperation(endpoint, &writer)
                    }
                }
            }
        }
    }

    private func writeOperation(_ endpoint: Endpoint, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("summary", endpoint.summary)
            writer.field("x-access", endpoint.access.description)
            writer.field("x-rate-class", endpoint.rateClass.rawValue)
            writer.optional("x-licence", endpoint.licence?.rawValue)
            let names = PathTemplate(endpoint.path).parameterNames
            if !names.isEmpty {
                writer.key("parameters")
                writer.array(names) { writer, name in
                    writer.object { writer in
                        writer.field("name", name)
                        writer.field("in", "path")
                        writer.field("required", true)
                        writer.key("schema")
                        Schema.text.write(to: &writer)
                    }
                }
            }
            if let request = endpoint.request {
                writer.key("requestBody")
                writer.object { Self.writeContent(request, &$0) }
            }
            writer.key("security")
            writeSecurity(endpoint.access, &writer)
            writer.key("responses")
            writeResponses(endpoint, &writer)
        }
    }

    private static func writeContent(_ schema: Schema, _ writer: inout JSONWriter) {
        writer.key("content")
        writer.object { writer in
            writer.key(schema.contentType)
            writer.object { writer in
                writer.key("schema")
                schema.write(to: &writer)
            }
        }
    }

    private func writeSecurity(_ access: AccessRule, _ writer: inout JSONWriter) {
        let schemes = access == .public ? [] : ["apiToken", "bearer", "session", "basic"]
        writer.array(schemes) { writer, scheme in
            writer.object { writer in
                writer.key(scheme)
                writer.array([String]()) { $0.value($1) }
            }
        }
    }

    private func writeResponses(_ endpoint: Endpoint, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("200")
            writer.object { writer in
                writer.field("description", "Success")
                if let answers = endpoint.answers { Self.writeContent(answers, &writer) }
            }
            writer.key("default")
            writer.object { $0.field("$ref", "#/components/responses/Error") }
        }
    }

    private func writeComponents(_ writer: inout JSONWriter) {
        var components: [String: Schema] = ["Error": Self.error]
        for endpoint in endpoints {
            endpoint.request?.collect(into: &components)
            endpoint.answers?.collect(into: &components)
        }
        writer.object { writer in
            writer.key("schemas")
            writer.object(components) { $1.write(to: &$0) }
            writer.key("responses")
            writer.object { writer in
                writer.key("Error")
                writer.object { writer in
                    writer.field("description", "Refusal or failure")
                    Self.writeContent(.named("Error", Self.error), &writer)
                }
            }
            writer.key("securitySchemes")
            writer.rawValue(Self.securitySchemes.utf8)
        }
    }

    private static let error = Schema.object([
        ("error", .text), ("message", .text), ("code", .text), ("status_code", .integer), ("timestamp", .integer), ("request_id?", .text),
        ("details", .map(.text)),
    ])
    private static let securitySchemes = """
        {"apiToken":{"type":"apiKey","in":"header","name":"X-API-Token"},"bearer":{"type":"http","scheme":"bearer"},\
        "session":{"type":"apiKey","in":"cookie","name":"pulse_session"},"basic":{"type":"http","scheme":"basic"}}
        """
}

extension AccessRule: CustomStringConvertible {
    /// The rule as the API document writes it.
    public var description: String {
        switch self {
        case .public: "public"
        case .signedIn: "signed-in"
        case .scope(let scope): scope.rawValue
        case .admin(let scope): "admin + \(scope.rawValue)"
        case .anyAdmin(let scopes): "admin + one of \(scopes.map(\.rawValue).joined(separator: ", "))"
        }
    }
}
