/// Carries out a template on a value, within limits.
struct TemplateEvaluator {
    /// What a list of nodes ended with.
    enum Flow { case through, leave, next }

    private(set) var output: [UInt8] = []
    private var variables: [(name: String, value: TemplateValue)]
    private let limits: TemplateLimits
    private let escapesForAddresses: Bool
    private var steps = 0
    private var work = 0

    init(_ value: TemplateValue, limits: TemplateLimits, escapesForAddresses: Bool = false) {
        self.limits = limits
        self.escapesForAddresses = escapesForAddresses
        variables = [("", value)]
    }

    mutating func run(_ nodes: [TemplateNode], _ dot: TemplateValue) throws(TemplateFailure) -> Flow {
        for node in nodes {
            switch node {
            case .text(let text): try write(text, TemplatePlace())
            case .output(let pipeline):
                let value = try evaluate(pipeline, dot)
                if pipeline.variables.isEmpty { try write(printed(value, by: pipeline), pipeline.place) }
            case .choice(let branch):
                let flow = try choose(branch, dot, movesDot: false)
                if flow != .through { return flow }
            case .with(let branch):
                let flow = try choose(branch, dot, movesDot: true)
                if flow != .through { return flow }
            case .range(let branch): try range(branch, dot)
            case .leave: return .leave
            case .next: return .next
            }
        }
        return .through
    }

    private func printed(_ value: TemplateValue, by pipeline: TemplatePipeline) -> String {
        guard escapesForAddresses else { return value.printed }
        if case .function(let last)? = pipeline.commands.last?.operands.first?.kind,
            [.urlquery, .urlencode, .urlpath, .pathescape].contains(last)
        {
            return value.printed
        }
        return value.asText.percentEncoded(keeping: Set("-_.~".utf8), spaceAs: "%20")
    }

    private mutating func choose(_ branch: TemplateBranch, _ dot: TemplateValue, movesDot: Bool) throws(TemplateFailure) -> Flow {
        let seen = variables.count
        let value = try evaluate(branch.pipeline, dot)
        let isTrue = value.isTrue
        let flow = try run(isTrue ? branch.body : branch.otherwise, isTrue && movesDot ? value : dot)
        variables.removeLast(variables.count - seen)
        return flow
    }

    private mutating func range(_ branch: TemplateBranch, _ dot: TemplateValue) throws(TemplateFailure) {
        let seen = variables.count
        var pipeline = branch.pipeline
        let names = pipeline.variables
        let assigns = pipeline.assigns
        pipeline.variables = []
        let turns = try turns(of: try evaluate(pipeline, dot), pipeline.place)
        var isEmpty = true
        for (key, element) in turns {
            isEmpty = false
            try step(pipeline.place)
            let inner = variables.count
            let values = names.count == 2 ? [key, element] : [element]
            for (name, value) in zip(names, values) { set(name, value, assigns: assigns) }
            let flow = try run(branch.body, element)
            variables.removeLast(variables.count - inner)
            if flow == .leave { break }
        }
        if isEmpty { _ = try run(branch.otherwise, dot) }
        variables.removeLast(variables.count - seen)
    }

    /// What a loop goes through: elements with their index, members in the order of their names, or the numbers below one.
    private func turns(
        of value: TemplateValue, _ place: TemplatePlace
    ) throws(TemplateFailure) -> [(TemplateValue, TemplateValue)] {
        switch value {
        case .none: return []
        case .list(let values): return values.enumerated().map { (.integer(Int64($0)), $1) }
        case .map, .texts: return (value.members ?? [:]).sorted { $0.key < $1.key }.map { (.text($0.key), $0.value) }
        case .integer(let count):
            guard count <= Int64(limits.steps) else { throw TemplateFailure("range over too many numbers", at: place) }
            return (0..<max(0, count)).map { (.integer($0), .integer($0)) }
        default: throw TemplateFailure("range cannot go through \(value.kind)", at: place)
        }
    }

    private mutating func set(_ name: String, _ value: TemplateValue, assigns: Bool) {
        if assigns, let index = variables.lastIndex(where: { $0.name == name }) {
            variables[index].value = value
        } else {
            variables.append((name, value))
        }
    }
}

extension TemplateEvaluator {
    mutating func evaluate(_ pipeline: TemplatePipeline, _ dot: TemplateValue) throws(TemplateFailure) -> TemplateValue {
        var value: TemplateValue?
        for command in pipeline.commands {
            try step(command.place)
            value = try evaluate(command, dot, final: value)
        }
        let result = value ?? .none
        for name in pipeline.variables { set(name, result, assigns: pipeline.assigns) }
        return result
    }

    private mutating func evaluate(
        _ command: TemplateCommand, _ dot: TemplateValue, final: TemplateValue?
    ) throws(TemplateFailure) -> TemplateValue {
        guard let head = command.operands.first else { return .none }
        if case .function(let function) = head.kind {
            let arguments = command.operands.dropFirst()
            let value = try call(function, arguments, dot, final, command.place)
            return try follow(head.fields, from: value, head.place)
        }
        guard final == nil else { throw TemplateFailure("what follows | is no function", at: command.place) }
        return try evaluate(head, dot)
    }

    private mutating func evaluate(_ operand: TemplateOperand, _ dot: TemplateValue) throws(TemplateFailure) -> TemplateValue {
        let start: TemplateValue
        switch operand.kind {
        case .dot: start = dot
        case .nil: start = .none
        case .literal(let value): start = value
        case .variable(let name): start = variables.last { $0.name == name }?.value ?? .none
        case .function(let function): start = try call(function, [], dot, nil, operand.place)
        case .pipeline(let pipeline): start = try evaluate(pipeline, dot)
        }
        return try follow(operand.fields, from: start, operand.place)
    }

    private func follow(
        _ fields: [String], from start: TemplateValue, _ place: TemplatePlace
    ) throws(TemplateFailure) -> TemplateValue {
        var value = start
        for field in fields {
            switch value {
            case .map(let members): value = members[field] ?? .none
            case .texts(let texts): value = texts[field].map { .text($0) } ?? .none
            case .record(let members):
                guard let member = members[field] else { throw TemplateFailure("there is no field .\(field)", at: place) }
                value = member
            case .none: throw TemplateFailure("there is nothing that could have a field .\(field)", at: place)
            default: throw TemplateFailure("\(value.kind) has no field .\(field)", at: place)
            }
        }
        return value
    }

    private mutating func call(
        _ function: TemplateFunction, _ operands: ArraySlice<TemplateOperand>, _ dot: TemplateValue, _ final: TemplateValue?,
        _ place: TemplatePlace
    ) throws(TemplateFailure) -> TemplateValue {
        if function == .and || function == .or {
            return try decide(untilTrue: function == .or, operands, dot, final, place)
        }
        var arguments: [TemplateValue] = []
        for operand in operands { arguments.append(try evaluate(operand, dot)) }
        if let final { arguments.append(final) }
        try step(place)
        for argument in arguments { try charge(argument.weight, place) }
        let value: TemplateValue
        do throws(TemplateComplaint) {
            value = try function.result(of: arguments, limit: limits.output)
        } catch {
            throw TemplateFailure("\(function.rawValue): \(error.words)", at: place)
        }
        try charge(value.weight, place)
        if case .text(let text) = value, text.utf8.count > limits.output { throw tooLong(place) }
        return value
    }

    /// `and` and `or`: operands behind the one that decides are not evaluated.
    private mutating func decide(
        untilTrue: Bool, _ operands: ArraySlice<TemplateOperand>, _ dot: TemplateValue, _ final: TemplateValue?, _ place: TemplatePlace
    ) throws(TemplateFailure) -> TemplateValue {
        try step(place)
        var last: TemplateValue?
        for operand in operands {
            let value = try evaluate(operand, dot)
            if value.isTrue == untilTrue { return value }
            last = value
        }
        guard let result = final ?? last else { throw TemplateFailure("at least one value is needed", at: place) }
        return result
    }
}

extension TemplateEvaluator {
    private mutating func write(_ text: String, _ place: TemplatePlace) throws(TemplateFailure) {
        try step(place)
        guard output.count + text.utf8.count <= limits.output else { throw tooLong(place) }
        output.append(contentsOf: text.utf8)
    }

    private mutating func step(_ place: TemplatePlace) throws(TemplateFailure) {
        steps += 1
        guard steps <= limits.steps else { throw TemplateFailure("the template takes more than \(limits.steps) steps", at: place) }
    }

    private mutating func charge(_ bytes: Int, _ place: TemplatePlace) throws(TemplateFailure) {
        work += bytes
        guard work <= limits.work else { throw TemplateFailure("the template does too much work", at: place) }
    }

    private func tooLong(_ place: TemplatePlace) -> TemplateFailure {
        TemplateFailure("the result is longer than \(limits.output >> 10) KiB", at: place)
    }
}
