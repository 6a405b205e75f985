import HTTPTypes

/// Finds the endpoint of a path, segment by segment; literals win over parameters, parameters over rests.
///
/// Built once and then only read.
struct RouteTrie: Sendable {
    /// A found route: its index for each method, and what the parameters are.
    struct Match {
        var methods: [(method: HTTPRequest.Method, endpoint: Int)]
        var parameters: PathParameters
    }

    private final class Node: Sendable {
        let literals: [Substring: Node]
        let parameter: Node?
        let methods: [(method: HTTPRequest.Method, endpoint: Int, names: [String])]
        let rest: [(method: HTTPRequest.Method, endpoint: Int, names: [String])]

        init(_ draft: Draft) {
            var literals: [Substring: Node] = [:]
            for (text, child) in draft.literals { literals[text[...]] = Node(child) }
            self.literals = literals
            parameter = draft.parameter.map { Node($0) }
            methods = draft.methods
            rest = draft.rest
        }
    }

    private final class Draft {
        var literals: [String: Draft] = [:]
        var parameter: Draft?
        var methods: [(method: HTTPRequest.Method, endpoint: Int, names: [String])] = []
        var rest: [(method: HTTPRequest.Method, endpoint: Int, names: [String])] = []

        func child(of literal: String) -> Draft {
            if let known = literals[literal] { return known }
            let made = Draft()
            literals[literal] = made
            return made
        }
        func parameterChild() -> Draft {
            if let parameter { return parameter }
            let made = Draft()
            parameter = made
            return made
        }
    }

    private let root: Node

    init(_ routes: [(method: HTTPRequest.Method, template: PathTemplate)]) {
        let root = Draft()
        for (index, route) in routes.enumerated() {
            let names = route.template.parameterNames
            var node = root
            var takesRest = false
            for segment in route.template.segments {
                switch segment {
                case .literal(let text): node = node.child(of: text)
                case .parameter: node = node.parameterChild()
                case .rest: takesRest = true
                }
            }
            let entry = (method: route.method, endpoint: index, names: names)
            if takesRest { node.rest.append(entry) } else { node.methods.append(entry) }
        }
        self.root = Node(root)
    }

    /// The routes of the path, whatever the method; `nil` when there are none.
    ///
    /// A segment that does not decode matches no parameter.
    func match(_ path: Substring) -> Match? {
        guard path.first == "/" else { return nil }
        var values: [String] = []
        return find(root, path.dropFirst(), &values)
    }

    /// `remaining` is `nil` behind the last segment.
    private func find(_ node: Node, _ remaining: Substring?, _ values: inout [String]) -> Match? {
        guard let remaining else {
            if !node.methods.isEmpty { return Self.match(node.methods, values) }
            // `/api/storage` itself is not `/api/storage/{id...}`: a rest needs the slash before it.
            return nil
        }
        let slash = remaining.utf8.firstIndex(of: UInt8(ascii: "/"))
        let segment = slash.map { remaining[..<$0] } ?? remaining
        let next = slash.map { remaining[remaining.utf8.index(after: $0)...] }
        if let child = node.literals[segment], let found = find(child, next, &values) { return found }
        if let child = node.parameter, !segment.isEmpty, let value = PercentCoding.decode(segment) {
            values.append(value)
            if let found = find(child, next, &values) { return found }
            values.removeLast()
        }
        guard !node.rest.isEmpty, let value = PercentCoding.decode(remaining) else { return nil }
        return Self.match(node.rest, values + [value])
    }

    private static func match(_ methods: [(method: HTTPRequest.Method, endpoint: Int, names: [String])], _ values: [String]) -> Match {
        let names = methods.first?.names ?? []
        return Match(
            methods: methods.map { (method: $0.method, endpoint: $0.endpoint) },
            parameters: PathParameters(Array(zip(names, values))))
    }
}
