import { ApiError } from "../Source/api/error.ts";
import { grant } from "../Source/connections/commands.ts";
import { type ConnectionRecord, coverage, healthOf } from "../Source/connections/connection.ts";
import { failedTest, passedTest, spelledFingerprint, type TestResult } from "../Source/connections/connectionTest.ts";
import { diagnose, waitingSince } from "../Source/connections/diagnosis.ts";
import { changesOf, draftOf, missingIn, requestOf } from "../Source/connections/draft.ts";
import { equal } from "./check.ts";

const record: ConnectionRecord = { id: "u", type: "pve", name: "prod", host: "https://pve1:8006", tokenName: "a@pve!t", hasToken: true, verifySSL: false, enabled: true, monitorBackups: false, status: "connected" };

Deno.test("a new connection checks the certificate, or pins the one that was trusted", () => {
  const draft = { ...draftOf(null), host: " pve1.lan:8006 ", tokenName: "a@pve!t", tokenValue: "s" };
  equal(requestOf(draft), { type: "pve", name: "pve1.lan", host: "pve1.lan:8006", verifySSL: true, tokenName: "a@pve!t", tokenValue: "s", ...draft.watched });
  equal(requestOf({ ...draft, fingerprint: "ab" }).fingerprint, "ab");
  equal(requestOf({ ...draft, auth: "password", user: "root@pam", password: "p" }).password, "p");
});

Deno.test("only what differs is sent; an untouched secret is not", () => {
  const draft = draftOf(record);
  equal(changesOf(draft, record), {});
  equal(changesOf({ ...draft, name: "x" }, record), { name: "x" });
  equal(changesOf({ ...draft, tokenValue: "new" }, record), { tokenName: "a@pve!t", tokenValue: "new" });
  equal(changesOf({ ...draft, fingerprint: "ab" }, record), { fingerprint: "ab", verifySSL: true });
  equal(changesOf({ ...draft, watched: { ...draft.watched, monitorBackups: true } }, record), { monitorBackups: true });
  equal(changesOf({ ...draft, auth: "password", user: "root@pam", password: "p" }, record), { user: "root@pam", password: "p" });
});

Deno.test("what is missing is said at its field; a stored secret is enough", () => {
  equal(Object.keys(missingIn(draftOf(null), null)), ["host", "tokenName", "tokenValue"]);
  equal(missingIn(draftOf(record), record), {});
  equal(Object.keys(missingIn({ ...draftOf(record), tokenName: "only-a-name" }, record)), ["tokenName"]);
  equal(Object.keys(missingIn({ ...draftOf(record), auth: "password" }, record)), ["user", "password"]);
});

Deno.test("a certificate nobody vouches for is a question, not a failure", () => {
  const error = (code: string, details: object) => new ApiError(400, code, "Connection failed.", { code, details });
  equal(failedTest(error("tls_untrusted", { fingerprint: "AB" })).kind, "certificate");
  equal(failedTest(error("fingerprint_mismatch", { fingerprint: "AB" })), { kind: "certificate", fingerprint: "AB", changed: true, message: "Connection failed." });
  equal(failedTest(error("tls_untrusted", {})).kind, "failed", "without a fingerprint there is nothing to trust");
  equal(failedTest(error("auth_failed", {})).kind, "failed");
  equal(failedTest(new Error("x")).kind, "failed");
  equal(passedTest({ trusted: false, fingerprint: "ab:cd" }, "").kind, "certificate");
  equal(passedTest({ trusted: false, fingerprint: "ab:cd" }, "ABCD").kind, "passed", "the pinned one");
  equal(passedTest({ trusted: true, fingerprint: "ab" }, "").kind, "passed");
  equal(spelledFingerprint("abcd01"), "AB:CD:01");
});

Deno.test("missing rights become the commands that grant them", () => {
  const text = grant([{ privilege: "VM.Monitor", path: "/vms", affects: "" }, { privilege: "Sys.Audit", path: "/", affects: "" }, { privilege: "VM.Monitor", path: "/", affects: "" }], "me@pve!token");
  equal(text.split("\n"), ['pveum role add PulseExtra --privs "VM.Monitor,Sys.Audit"', "pveum acl modify /vms --users me@pve --roles PulseExtra", "pveum acl modify / --users me@pve --roles PulseExtra"]);
});

Deno.test("the health of a connection in words", () => {
  const now = 1_000_000_000_000;
  const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();
  const word = (extra: object, poll?: object) => healthOf({ ...record, ...extra }, poll as never, now);
  equal([word({}).word, word({ enabled: false }).word, word({ status: "disconnected" }).word, word({ type: "pbs" }).word], ["Live", "Paused", "Waiting for the first data", "Not asked yet"]);
  const failing = word({ status: "error" }, { pollStatus: { consecutiveFailures: 3, firstFailureAt: at(-125), lastError: { message: "No answer", category: "transient" } }, breaker: { retryAt: at(40) } });
  equal([failing.state, failing.word, failing.detail], ["offline", "Unreachable", "No answer, for 2m 5s, next try in 40s"]);
  equal(word({}, { pollStatus: { consecutiveFailures: 1, lastError: { message: "401", category: "permanent" } } }).word, "Unauthorized");
  equal(word({ clusterEndpoints: [{ online: true }, { online: true, pulseReachable: false }] }).detail, "1 of 2 members reachable");
  equal(coverage(record).covered, ["VMs", "containers", "storage", "disks"]);
});

const members = { ...record, clusterEndpoints: [{ nodeIdentity: "n1", nodeName: "pve1", host: "https://pve1:8006", online: true, pulseReachable: true }, { nodeIdentity: "n2", nodeName: "pve2", displayName: "Attic", ipOverride: "192.0.2.2", online: true, pulseReachable: false, pulseError: "refused" }] };

Deno.test("members: only what differs is sent; what is emptied is taken back", () => {
  const draft = draftOf(members);
  equal(changesOf(draft, members), {});
  const changed = { ...draft, members: { n1: { displayName: "Cellar ", ipOverride: "" }, n2: { displayName: "Attic", ipOverride: "" } } };
  equal(changesOf(changed, members), { clusterNodeDisplayNameOverrides: [{ nodeIdentity: "n1", displayName: "Cellar" }], clusterEndpointOverrides: [{ nodeName: "pve2", ipOverride: "" }] });
});

Deno.test("a diagnosis goes as far as it gets", () => {
  const states = (test: TestResult | null, poll = {}) => diagnose(members, poll, test, 1_000_000).map((check) => check.state);
  const failed = (code: string): TestResult => ({ kind: "failed", code, message: "No.", advice: "Do." });
  equal(states(null), ["unknown", "degraded"]);
  equal(states({ kind: "passed", answer: {} }).slice(0, 6), Array(6).fill("online"));
  equal(states(failed("auth_failed")).slice(0, 6), ["online", "online", "online", "online", "failed", "unknown"]);
  equal(states({ kind: "certificate", fingerprint: "ab", changed: false, message: "" }).slice(0, 4), ["online", "online", "failed", "unknown"]);
  equal(states(failed("something_else")), ["failed", "unknown", "degraded"]);
  equal(states(null, { warnings: ["No right to read backups"] }).at(-1), "degraded");
  equal(diagnose(members, undefined, failed("timeout"), 0)[1]?.text, "No. Do.");
});

Deno.test("waiting tells the usual causes after a minute", () => {
  equal([waitingSince(0, 59_000).long, waitingSince(0, 60_000).long, waitingSince(0, 75_000).text], [false, true, "1m 15s"]);
});
