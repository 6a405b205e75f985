import PulseCore
import Testing

@testable import PulseNotifications

@Suite("Templates behave as Go's text/template")
struct TemplateTests {
    static let value = TemplateValue.record([
        "Name": .text("vm \"1\""), "Level": .text("critical"), "Value": .number(91.2), "Whole": .number(90), "Big": .number(12_345_678),
        "Count": .integer(3), "Zero": .integer(0), "Yes": .flag(true), "No": .flag(false), "Empty": .text(""), "Nil": .none,
        "Map": .map(["b": .integer(2), "a": .text("x"), "deep": .map(["k": .text("v")])]),
        "Texts": .texts(["token": "t0k"]), "List": .list([.text("p"), .text("q"), .text("r")]), "Nothing": .list([]),
        "Alerts": .list([.record(["N": .text("one")]), .record(["N": .text("two")])]),
    ])

    func render(_ text: String) throws -> String { try Template(text).render(Self.value) }

    @Test(arguments: [
        ("plain", "plain"), ("{{.Level}}", "critical"), ("{{ .Level }}", "critical"),
        ("{{.Value}} {{.Whole}} {{.Big}}", "91.2 90 1.2345678e+07"),
        ("{{.Count}}{{.Yes}}", "3true"), ("{{.Nil}}", "<no value>"), ("{{.Map.none}}", "<no value>"), ("{{.Map.deep.k}}", "v"),
        ("{{.Texts.none}}|{{index .Texts \"none\"}}|{{index .Map \"none\"}}", "<no value>||<no value>"),
        ("{{.List}} {{.Map}}", "[p q r] map[a:x b:2 deep:map[k:v]]"), ("{{$.Level}}", "critical"), ("{{.Nothing}}", "[]"),
        ("{{\"a\\n\\\"\\u00e4\\x41\"}}{{`r\\n`}}", "a\n\"äAr\\n"),
        ("{{'A'}} {{0x1f}} {{1_000}} {{-4}} {{1.50}} {{1e3}}", "65 31 1000 -4 1.5 1000"),
        ("{{true}} {{(1)}}", "true 1"), ("{{1000000.0}} {{999999.0}} {{0.0001}} {{0.00001}}", "1e+06 999999 0.0001 1e-05"),
    ]) func values(template: String, expected: String) throws { #expect(try render(template) == expected) }

    @Test(arguments: [
        ("a  {{- .Count -}}  b", "a3b"), ("a {{- 1 }} b", "a1 b"), ("a {{ 1 -}}\n\n b", "a 1b"), ("{{-4}}", "-4"),
        ("x {{/* no */}} y", "x  y"),
        ("x {{- /* no */ -}} y", "xy"), ("{{- -}}", nil), ("{\"a\":{{.Count}}}", "{\"a\":3}"), ("}} {", "}} {"),
    ]) func trimming(template: String, expected: String?) throws {
        if let expected {
            #expect(try render(template) == expected)
        } else {
            #expect(throws: TemplateFailure.self) { try render(template) }
        }
    }

    @Test(arguments: [
        ("{{if .Yes}}a{{end}}", "a"), ("{{if .No}}a{{else}}b{{end}}", "b"),
        ("{{if .No}}a{{else if .Empty}}b{{else if .Count}}c{{else}}d{{end}}", "c"),
        ("{{if .Zero}}a{{end}}{{if .Empty}}b{{end}}{{if .Nothing}}c{{end}}{{if .Nil}}d{{end}}{{if .Map.x}}e{{end}}", ""),
        ("{{if .Alerts}}a{{end}}{{if .}}b{{end}}", "ab"), ("{{with .Map.deep}}{{.k}}{{$.Count}}{{end}}", "v3"),
        ("{{with .Empty}}a{{else}}{{.Count}}{{end}}", "3"), ("{{with .Empty}}a{{else with .Level}}{{.}}{{end}}", "critical"),
        ("{{range .List}}<{{.}}>{{end}}", "<p><q><r>"), ("{{range $i, $x := .List}}{{$i}}{{$x}}{{end}}", "0p1q2r"),
        ("{{range $x := .List}}{{$x}}{{end}}", "pqr"), ("{{range $k, $v := .Map}}{{$k}}={{$v}};{{end}}", "a=x;b=2;deep=map[k:v];"),
        ("{{range .Nothing}}a{{else}}none{{end}}", "none"), ("{{range .Nil}}a{{else}}none{{end}}", "none"),
        ("{{range 3}}{{.}}{{end}}", "012"),
        ("{{range $i, $a := .Alerts}}{{if $i}}, {{end}}{{$a.N}}{{end}}", "one, two"),
        ("{{range .List}}{{if eq . \"q\"}}{{continue}}{{end}}{{.}}{{end}}", "pr"),
        ("{{range .List}}{{if eq . \"q\"}}{{break}}{{end}}{{.}}{{end}}", "p"),
        ("{{$x := 1}}{{if .Yes}}{{$x = 2}}{{end}}{{$x}}", "2"), ("{{$x := 1}}{{if .Yes}}{{$x := 2}}{{$x}}{{end}}{{$x}}", "21"),
        ("{{if $x := .Level}}{{$x}}{{end}}", "critical"), ("{{with $x := .Map}}{{$x.a}}{{.b}}{{end}}", "x2"),
    ]) func control(template: String, expected: String) throws { #expect(try render(template) == expected) }

    @Test(arguments: [
        ("{{eq .Level \"critical\"}}{{ne .Level \"x\"}}{{eq .Count 1 2 3}}", "truetruetrue"),
        ("{{lt 1 2}}{{le 2 2}}{{gt .Value 90}}{{ge 1 2}}", "truetruetruefalse"),
        ("{{lt \"a\" \"b\"}}{{eq .Map.x \"a\"}}{{eq .Nil nil}}", "truefalsetrue"),
        ("{{and .Yes .Level}} {{and .Empty .Level}}|{{or .Empty .Level}}", "critical |critical"),
        ("{{and .No (index .List 99)}}{{or .Yes (index .List 99)}}", "falsetrue"), ("{{not .Empty}}{{not 1}}", "truefalse"),
        ("{{if and .Yes (not .No) (gt .Count 2)}}a{{end}}", "a"), ("{{len .List}}{{len .Level}}{{len \"ä\"}}{{len .Map}}", "3823"),
        ("{{index .List 1}}{{index .Map \"deep\" \"k\"}}{{(index .Alerts 1).N}}", "qvtwo"),
        ("{{slice .Level 1 3}}{{slice .List 1}}", "ri[q r]"),
        ("{{print 1 2 \"a\" 3}}{{println 1 \"b\"}}", "1 2a31 b\n"),
        ("{{.Level | upper}} {{.Level | title | printf \"%s!\"}}", "CRITICAL Critical!"),
        ("{{title \"hello wORLD of_x don't 3d\"}}", "Hello WORLD Of_x Don't 3d"),
        ("{{.Name | jsonString}}{{jsonString \"a\\n\\t\\\\\"}}", "vm \\\"1\\\"a\\n\\t\\\\"),
        ("{{.Map.none | jsonString}}{{.Count | jsonString}}", "3"),
        ("{{urlquery \"a b/ü&\"}} {{urlencode \"a b+\"}}", "a+b%2F%C3%BC%26 a+b%2B"),
        ("{{urlpath \"a b/c?d\"}} {{pathescape \"x:y@z\"}}", "a%20b%2Fc%3Fd x:y@z"),
        ("{{html \"<a href='x'>&\\\"\"}}", "&lt;a href=&#39;x&#39;&gt;&amp;&#34;"),
        ("{{js \"it's <b>\"}}", "it\\'s \\u003Cb\\u003E"), ("{{slackText \"a & <b>\"}}", "a &amp; &lt;b&gt;"),
        ("{{markdown \"a_b*c\"}}", "a\\_b\\*c"),
        ("{{truncate 4 \"abcdef\"}}{{truncate 9 \"abc\"}}", "abc…abc"), ("{{truncateBytes 6 \"äöü abc\"}}", "ä…"),
        ("{{oneLine \"a\\nb\"}}", "a b"),
        ("{{default \"d\" .Empty}}{{.Level | default \"d\"}}", "dcritical"),
        ("{{json .Map}}{{json .Name}}{{json .Value}}", "{\"a\":\"x\",\"b\":2,\"deep\":{\"k\":\"v\"}}\"vm \\\"1\\\"\"91.2"),
    ]) func functions(template: String, expected: String) throws { #expect(try render(template) == expected) }

    @Test(arguments: [
        ("%s|%5s|%-5s|%.2s|%q", "\"ab\" \"ab\" \"ab\" \"abc\" \"a\\\"\"", "ab|   ab|ab   |ab|\"a\\\"\""),
        (
            "%d|%5d|%-5d|%05d|%+d|%x|%X|%#x|%b|%o|%c|%U", "1 2 3 -4 5 255 255 255 5 8 65 65",
            "1|    2|3    |-0004|+5|ff|FF|0xff|101|10|A|U+0041"
        ),
        (
            "%.1f|%8.2f|%-8.1f|%08.3f|%f|%e|%g|%.3g", "91.25 3.14159 2.5 -1.5 1.5 1234.5 0.5 1234.5678",
            "91.2|    3.14|2.5     |-001.500|1.500000|1.234500e+03|0.5|1.23e+03"
        ),
        ("%v %v %v %v", ".Yes .Nil .List 1.0", "true <nil> [p q r] 1"), ("100%%", "", "100%"), ("%d", "\"x\"", "%!d(string=x)"),
        ("%s", "5", "%!s(int=5)"),
        ("%d %d", "1", "1 %!d(MISSING)"), ("%d", "1 2", "1%!(EXTRA int=2)"), ("%", "", "%!(NOVERB)"), ("%t", "true", "true"),
        ("%x", "\"hi\"", "6869"),
    ]) func printf(format: String, arguments: String, expected: String) throws {
        #expect(try render("{{printf `\(format)` \(arguments)}}") == expected)
    }

    @Test(arguments: [
        ("a\n  {{.Nope}}", "line 2, column 5: there is no field .Nope"), ("{{foo}}", "line 1, column 3: there is no function \"foo\""),
        ("{{.A", "line 1, column 1: the action is not closed with }}"),
        ("{{if .Yes}}a", "line 1, column 3: \"if\" is not closed with {{end}}"),
        ("{{end}}", "line 1, column 3: \"end\" belongs to no action"), ("{{$x}}", "line 1, column 3: there is no variable $x"),
        ("{{.Level.X}}", "line 1, column 3: a text has no field .X"),
        ("{{template \"x\"}}", "line 1, column 3: \"template\" is not supported here"),
        ("{{index .List 9}}", "line 1, column 3: index: there is no element 9"),
        ("{{lt 1 \"a\"}}", "line 1, column 3: lt: a number and a text cannot be compared"),
        ("{{.Level | 5}}", "line 1, column 12: only a function can follow |"),
        ("{{.Level 5}}", "line 1, column 3: what is given arguments is no function"),
        ("{{\"a}}", "line 1, column 3: the text is not closed with \""),
        ("{{range .Level}}{{end}}", "line 1, column 9: range cannot go through a text"),
        ("{{break}}", "line 1, column 3: \"break\" stands outside of a range"), ("{{}}", "line 1, column 3: a value is missing"),
        ("{{#}}", "line 1, column 3: unexpected character \"#\""),
        ("{{if .Yes}}{{$y := 1}}{{end}}{{$y}}", "line 1, column 32: there is no variable $y"),
        ("{{nil}}", "line 1, column 3: nil alone is no value"),
    ]) func failuresSayWhere(template: String, sentence: String) throws {
        #expect { try render(template) } throws: { ($0 as? TemplateFailure)?.sentence == sentence }
    }

    @Test(arguments: [
        "{{range 300}}{{range 300}}{{range 300}}x{{end}}{{end}}{{end}}",
        "{{$x := \"0123456789\"}}{{range 40}}{{$x = printf \"%s%s\" $x $x}}{{end}}{{len $x}}",
        "{{range 200}}{{printf \"%256s\" \"\" | html | html | js | print}}{{end}}{{range 99999}}{{printf \"%256s%256s%256s%256s\" 1 2 3 4}}{{end}}",
        "{{range 999999999}}x{{end}}",
        "{{printf \"%9999d\" 1}}", String(repeating: "{{if 1}}", count: 3000), "{{" + String(repeating: "(", count: 3000) + "1",
        String(repeating: "x", count: 300_000),
    ]) func limitsHold(template: String) { #expect(throws: TemplateFailure.self) { try Template(template).render(Self.value) } }

    /// Whatever the text, it ends with a result or a failure, within the limits.
    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func randomTemplatesEnd(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "{{", "}}", "{{-", "-}}", " ", "\n", ".", ".Level", ".List", ".Map", ".Alerts", "$", "$x", ":=", "=", ",", "|", "(", ")", "if ",
            "else", "end", "range ",
            "with ", "break", "index ", "printf ", "\"%5s\"", "\"", "`", "'", "/*", "*/", "1", "-3", "1.5", "0x", "eq ", "and ", "not ",
            "len ", "nil", "true", "truncate ",
            "ä", "\\", "slice ", "json ", "html ", "{{end}}", "{{range .List}}", "{{if .Yes}}", "{{else}}", "{{.Level | upper}}",
            "{{$x := .Map}}", "\u{0}", "👍🏽",
        ]
        var rendered = 0
        for _ in 0..<1500 {
            let text = (0..<Int.random(in: 1...25, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            if let output = try? Template(text).render(Self.value) {
                rendered += 1
                #expect(output.utf8.count <= 1 << 20)
            }
        }
        #expect(rendered > 10)
    }
}
