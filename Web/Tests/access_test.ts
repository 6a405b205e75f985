import { refusalOf } from "../Source/access/lockout.ts";
import { generatePassword, generateToken, passwordProblem, strength, userNameProblem } from "../Source/access/password.ts";
import { ApiError, readError } from "../Source/api/error.ts";
import { ability } from "../Source/settings/scopes.ts";
import { equal } from "./check.ts";

Deno.test("passwords: length in characters and bytes", () => {
  equal(passwordProblem("a".repeat(11)) === null, false);
  equal(passwordProblem("a".repeat(12)), null);
  equal(passwordProblem("a".repeat(72)), null);
  equal(passwordProblem("ä".repeat(37)) === null, false);
  equal([strength("short"), strength("aaaaaaaaaaaa"), strength("kWmzRfhcyPqaJnvTdGbe")], [0, 1, 4]);
});

Deno.test("generated secrets have their form and differ", () => {
  const passwords = Array.from({ length: 50 }, () => generatePassword());
  // One in twenty holds no number: it is as long all the same.
  for (const password of passwords) equal([/^[a-zA-Z2-9]{20}$/.test(password), strength(password)], [true, 4], password);
  equal(new Set(passwords).size, 50);
  equal(/^[0-9a-f]{64}$/.test(generateToken()), true);
});

Deno.test("user names", () => {
  equal(["admin", "a.b_c-d+e@f", "Jürgen"].map(userNameProblem), [null, null, null]);
  for (const bad of ["", " a", "a ", "a b", "a/b", "x".repeat(129)]) equal(userNameProblem(bad) === null, false, JSON.stringify(bad));
});

Deno.test("what a refused login says", () => {
  const now = 1_700_000_000_000;
  const answer = (status: number, details: object, wait: number | null = null) =>
    refusalOf(new ApiError(status, String((details as { error?: string }).error ?? ""), "text", details as Record<string, unknown>, null, wait), now);
  equal(answer(401, { error: "invalid_credentials", remaining: 3 }), { message: "Wrong user name or password. 3 attempts left.", until: null });
  equal(answer(401, { error: "invalid_credentials", remaining: 1 }).message, "Wrong user name or password. 1 attempt left.");
  equal(answer(401, { locked: true, lockoutDuration: "15 minutes" }).until, now + 900_000);
  equal(answer(403, { error: "account_locked", remainingMinutes: 7 }).until, now + 420_000);
  equal(answer(403, { error: "account_locked", lockedUntil: "2023-11-14T22:20:00Z" }).until, Date.parse("2023-11-14T22:20:00Z"));
  equal(answer(429, {}, 20).until, now + 20_000);
});

Deno.test("error bodies of every kind become one sentence", () => {
  const read = (status: number, body: string) => readError(status, body, new Headers({ "X-Request-ID": "r1", "Retry-After": "9" }));
  equal(read(400, '{"code":"bad","message":"No."}').message, "No.");
  equal(read(400, '{"code":"bad","message":"No."}').code, "bad");
  equal(read(403, '{"error":"missing_scope","requiredScope":"settings:read"}').message, "You need the scope settings:read.");
  equal(read(401, "Invalid token\nsecond line").message, "Invalid token");
  equal(read(502, "<html>bad gateway</html>").message, "The server had a problem.");
  equal(read(404, "").message, "Not found.");
  equal(read(400, "x".repeat(500)).message.length, 201);
  equal([read(429, "").retryAfter, read(429, "").requestId], [9, "r1"]);
});

Deno.test("what a token can do, in words", () => {
  equal(ability(["monitoring:read"]), "Can see machines, metrics and alerts. Nothing else.");
  equal(ability(["*"]).includes("everything"), true);
  equal(ability([]).startsWith("Choose"), true);
});
