import { ApiError } from "../api/error.ts";

/** The answer of a test that got through. */
export interface TestAnswer {
  readonly message?: string;
  readonly isCluster?: boolean;
  readonly nodeCount?: number;
  readonly clusterNodeCount?: number;
  readonly clusterName?: string;
  readonly version?: string;
  readonly fingerprint?: string;
  readonly trusted?: boolean;
  readonly missingPrivileges?: readonly MissingPrivilege[];
  readonly warnings?: readonly string[];
}

export interface MissingPrivilege {
  readonly privilege: string;
  readonly path: string;
  readonly affects: string;
}

export type TestResult =
  | { readonly kind: "passed"; readonly answer: TestAnswer }
  /** The server shows a certificate that nobody vouches for, or another than the one that was trusted. */
  | { readonly kind: "certificate"; readonly fingerprint: string; readonly changed: boolean; readonly message: string }
  | { readonly kind: "failed"; readonly code: string; readonly message: string; readonly advice: string };

const advice: Readonly<Record<string, string>> = {
  auth_failed: "The token or password was not accepted. Check the token id (user@realm!name) and its secret.",
  permission_denied: "The token is known but may not read. Give its user the role PVEAuditor on /.",
  dns_failed: "The name of the host could not be found. Check its spelling, or use an address.",
  connect_refused: "Nothing listens at this address and port. Proxmox VE answers on port 8006.",
  timeout: "The host did not answer in time. Is a firewall in between?",
  not_a_pve: "Something answers there, but it is not Proxmox VE.",
  host_not_allowed: "This server may not connect to that address.",
};

/** A failed call of the test, in the words of the form. */
export function failedTest(error: unknown): TestResult {
  if (!(error instanceof ApiError)) return { kind: "failed", code: "", message: "The test could not be run.", advice: "" };
  const fingerprint = presented(error.details);
  if ((error.code === "tls_untrusted" || error.code === "fingerprint_mismatch") && fingerprint !== null) {
    return { kind: "certificate", fingerprint, changed: error.code === "fingerprint_mismatch", message: error.message };
  }
  return { kind: "failed", code: error.code, message: error.message, advice: advice[error.code] ?? "" };
}

/** A test that passed without anybody having vouched for the certificate is not yet a passed one. */
export function passedTest(answer: TestAnswer, pinned: string): TestResult {
  if (answer.trusted === false && answer.fingerprint && plain(answer.fingerprint) !== plain(pinned)) {
    return { kind: "certificate", fingerprint: answer.fingerprint, changed: pinned !== "", message: "" };
  }
  return { kind: "passed", answer };
}

function presented(details: Readonly<Record<string, unknown>>): string | null {
  const inner = details.details;
  const found = typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>).fingerprint : undefined;
  const value = found ?? details.fingerprint;
  return typeof value === "string" && value !== "" ? value : null;
}

function plain(fingerprint: string): string {
  return fingerprint.replaceAll(":", "").toLowerCase();
}

/** `AB:CD:…` as openssl prints it, so that it can be compared. */
export function spelledFingerprint(fingerprint: string): string {
  return plain(fingerprint).toUpperCase().match(/.{1,2}/g)?.join(":") ?? fingerprint;
}
