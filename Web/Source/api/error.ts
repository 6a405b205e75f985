/** A refused or failed call, in words for the page. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    /** HTTP status; 0 when the server could not be reached. */
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly requestId: string | null = null,
    /** Seconds to wait before the next attempt, from `Retry-After`. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }
}

const longestLine = 200;

/** Reads any error body: structured JSON, an error word with a message, or one line of text. */
export function readError(status: number, body: string, headers: Headers): ApiError {
  const wait = Number(headers.get("Retry-After"));
  const retryAfter = Number.isFinite(wait) && wait > 0 ? wait : null;
  const requestId = headers.get("X-Request-ID");
  let details: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) details = parsed as Record<string, unknown>;
  } catch {
    // Not JSON: the text itself is the message.
  }
  const code = text(details.code) ?? text(details.error) ?? `http_${status}`;
  const message = text(details.message) ?? scopeSentence(details) ?? text(details.error) ?? firstLine(body) ?? fallback(status);
  return new ApiError(status, code, message, details, requestId, retryAfter);
}

/** The sentence shown for any failure. */
export function errorSentence(error: unknown): string {
  return error instanceof Error ? error.message : "Something went wrong.";
}

function scopeSentence(details: Record<string, unknown>): string | null {
  if (details.error !== "missing_scope" && details.code !== "missing_scope") return null;
  return `You need the scope ${text(details.requiredScope) ?? "of this page"}.`;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function firstLine(body: string): string | null {
  const line = body.trim().split("\n", 1)[0] ?? "";
  if (line === "" || line.startsWith("<") || line.startsWith("{") || line.startsWith("[")) return null;
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
}

function fallback(status: number): string {
  if (status === 404) return "Not found.";
  if (status === 429) return "Too many requests. Please wait a moment.";
  if (status >= 500) return "The server had a problem.";
  return `The server refused the request (${status}).`;
}

/** The member of the sent body that the server did not take. */
export function fieldOf(error: unknown): string | null {
  const inner = error instanceof ApiError ? error.details.details : null;
  return typeof inner === "object" && inner !== null && "field" in inner && typeof inner.field === "string" ? inner.field : null;
}
