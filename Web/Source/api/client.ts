import { addressToken } from "../access/addressToken.ts";
import { sessionEnded } from "../access/session.ts";
import { ApiError, readError } from "./error.ts";

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** How long to wait for the answer; 30 s unless said otherwise. */
  readonly seconds?: number;
  /** A 401 is an answer of this call (login, first run), not the end of a session. */
  readonly answers401?: boolean;
}

const timeLimit = 30_000;
const inFlight = new Map<string, Promise<unknown>>();

/** GET; equal calls in flight share one request unless one of them can be aborted. */
export function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  if (signal) return call<T>("GET", path, { signal });
  const known = inFlight.get(path);
  if (known) return known as Promise<T>;
  const started = call<T>("GET", path).finally(() => inFlight.delete(path));
  inFlight.set(path, started);
  return started;
}

/** One call of the API: session cookie, CSRF token with one retry, time limit, readable errors. */
export async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
  return (await exchange<T>(method, path, options)).body;
}

/** A call whose answer's headers are needed too: `ETag`, `X-Total-Count`. */
export async function exchange<T>(method: string, path: string, options: CallOptions = {}): Promise<{ readonly body: T; readonly headers: Headers }> {
  let answer = await attempt(method, path, options, cookie("pulse_csrf"));
  const freshToken = answer.status === 403 ? answer.headers.get("X-CSRF-Token") : null;
  if (freshToken) answer = await attempt(method, path, options, freshToken);

  const body = await answer.text();
  if (!answer.ok) {
    if (answer.status === 401 && !options.answers401) sessionEnded();
    throw readError(answer.status, body, answer.headers);
  }
  const { headers } = answer;
  if (body === "") return { body: undefined as T, headers };
  try {
    return { body: JSON.parse(body) as T, headers };
  } catch {
    throw new ApiError(answer.status, "bad_answer", "The server sent an answer this page does not understand.");
  }
}

async function attempt(method: string, path: string, options: CallOptions, csrf: string | null): Promise<Response> {
  const headers = new Headers(options.headers);
  headers.set("Accept", "application/json");
  if (options.body !== undefined) headers.set("Content-Type", "application/json");
  if (method !== "GET" && csrf) headers.set("X-CSRF-Token", csrf);
  if (addressToken.value) headers.set("X-API-Token", addressToken.value);
  const limit = AbortSignal.timeout(options.seconds ? options.seconds * 1000 : timeLimit);
  try {
    return await fetch(path, {
      method,
      headers,
      credentials: "same-origin",
      cache: "no-store",
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ? AbortSignal.any([options.signal, limit]) : limit,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(0, "unreachable", "Cannot reach the server.");
  }
}

function cookie(name: string): string | null {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : null;
}
