import PulseAccess
import PulseCore
import Testing

@Suite struct PasswordTests {
    /// Openwall's crypt_blowfish and jBCrypt vectors.
    @Test(arguments: [
        ("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"),
        ("U*U*", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK"),
        ("U*U*U", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a"),
        ("", "$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s."),
        ("abcdefghijklmnopqrstuvwxyz", "$2a$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC"),
    ]) func bcryptVectors(password: String, stored: String) async throws {
        let hash = try #require(PasswordHash(stored: stored))
        let hasher = PasswordHasher()
        #expect(try await hasher.verify(password, against: hash))
        #expect(try await !hasher.verify(password + "x", against: hash))
    }

    @Test(arguments: ["$2b$", "$2y$"]) func bcryptOfOtherPrefixes(prefix: String) async throws {
        let text = prefix + "05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"
        let hash = try #require(PasswordHash(stored: text))
        #expect(try await PasswordHasher().verify("U*U", against: hash))
    }

    @Test func scryptRoundTrip() async throws {
        let hasher = PasswordHasher()
        let first = try await hasher.hash("CorrectHorse12")
        let second = try await hasher.hash("CorrectHorse12")
        #expect(first.text.hasPrefix("$scrypt$ln=15,r=8,p=1$"))
        #expect(first != second, "each hash has its own salt")
        let read = try #require(PasswordHash(stored: first.text))
        #expect(try await hasher.verify("CorrectHorse12", against: read))
        #expect(try await !hasher.verify("CorrectHorse13", against: read))
        #expect(try await !hasher.verify(String(repeating: "x", count: 73), against: read))
    }

    /// RFC 7914 §12, in PHC form.
    @Test func scryptVector() async throws {
        let text =
            "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofLVQylVYT8Pz2LUlwUkKpr55h6F3A1lHkDfzwF7RVdYhw"
        let hash = try #require(PasswordHash(stored: text))
        #expect(try await PasswordHasher().verify("pleaseletmein", against: hash))
        #expect(try await !PasswordHasher().verify("pleaseletmeout", against: hash))
    }

    @Test(arguments: [
        "", "CorrectHorse12", "$2a$05$short", "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2a$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "$scrypt$ln=30,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046w",
        "$scrypt$ln=15$U29kaXVt$cCO9", "$1$salt$hash",
    ]) func otherTextsAreNoHashes(text: String) { #expect(PasswordHash(stored: text) == nil) }

    @Test func hashesQueueUpToABound() async throws {
        let hasher = PasswordHasher(capacity: 2)
        let answers = await withTaskGroup(of: Int?.self) { group in
            for _ in 0..<8 { group.addTask { await refusal { _ = try await hasher.hash("CorrectHorse12") }?.status } }
            return await group.reduce(into: [Int?]()) { $0.append($1) }
        }
        #expect(answers.contains(nil))
        #expect(answers.compactMap { $0 }.allSatisfy { $0 == 503 })
        #expect(await refusal { _ = try await hasher.hash("CorrectHorse12") } == nil, "the queue is free again")
    }

    @Test(arguments: [(11, true), (12, false), (72, false), (73, true)]) func passwordLengths(bytes: Int, isRefused: Bool) {
        #expect((PasswordRules.problem(with: String(repeating: "p", count: bytes)) != nil) == isRefused)
    }

    @Test(arguments: [
        ("", "username is required"), (" admin", "username must not begin or end with whitespace"),
        ("admin\t", "username must not begin or end with whitespace"),
        (String(repeating: "a", count: 129), "username must be at most 128 characters"),
        ("a/b", "username may contain only letters, numbers, periods, underscores, hyphens, plus signs, and @"),
        ("a'b", "username may contain only letters, numbers, periods, underscores, hyphens, plus signs, and @"),
    ]) func userNames(name: String, problem: String) { #expect(PasswordRules.problem(withUserName: name) == problem) }

    @Test(arguments: ["admin", "jane.doe+x@example.com", "Ängström_1", String(repeating: "a", count: 128)]) func goodUserNames(name: String)
    {
        #expect(PasswordRules.problem(withUserName: name) == nil)
    }

    @Test(arguments: ["abc", "$2a$12$x$y", "it's", "a\"b\\c'd", "with # hash", "sp ace"]) func environmentValuesSurvive(value: String) {
        var file = EnvironmentFile(text: "# mine\nOTHER=1\nPULSE_AUTH_PASS=old\nPULSE_AUTH_PASS=older\n")
        file["PULSE_AUTH_PASS"] = value
        let again = EnvironmentFile(text: file.text)
        #expect(again["PULSE_AUTH_PASS"] == value)
        #expect(again["OTHER"] == "1")
        #expect(file.text.hasPrefix("# mine\n"))
        #expect(file.text.split(separator: "\n").count == 3)
    }

    @Test(arguments: [
        ("A=b", "b"), ("A='b c' # d", "b c"), ("export A=\"b\\\"c\"", "b\"c"), ("A=b # c", "b"), ("  A = b ", "b"), ("A=", ""),
        ("A=1\nA=2", "2"),
    ]) func environmentSyntax(text: String, value: String) { #expect(EnvironmentFile(text: text)["A"] == value) }

    @Test func sha3Vectors() {
        #expect(Digests.sha3("") == "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a")
        #expect(Digests.sha3("abc") == "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532")
        #expect(Digests.randomHex(bytes: 32).utf8.count == 64)
    }
}
