import { call } from "../../api/client.ts";
import { ApiError, errorSentence } from "../../api/error.ts";
import type { Outcome } from "./FormFrame.tsx";

/** Sends a test; a test passes by the queue, so it also says when real notices are held back. */
export async function sendTest(path: string, body: object): Promise<Outcome> {
  try {
    const answer = await call<{ message?: string; deliveryPaused?: boolean; status?: unknown; response?: string }>("POST", path, { body, seconds: 60 });
    const sent = answer?.message ?? (typeof answer?.status === "number" ? `Sent; the service answered ${answer.status}.` : "Sent.");
    const paused = answer?.deliveryPaused === true;
    return { tone: paused ? "warning" : "ok", text: paused ? `${sent} But real notices are not sent yet: they are switched off or paused. A test does not pass the queue.` : `${sent} A test does not pass the queue.`, detail: answer?.response ? answer.response.slice(0, 300) : undefined };
  } catch (failure) {
    const { details } = failure instanceof ApiError ? failure : { details: {} as Readonly<Record<string, unknown>> };
    const detail = [details.detail, details.response].find((each) => typeof each === "string" && each !== "");
    const said = errorSentence(failure);
    const blocked = /private|local address|not allowed|blocked/i.test(said);
    return { tone: "critical", text: blocked ? `${said} Addresses of the own network have to be allowed first (environment variable WEBHOOK_ALLOWED_PRIVATE_CIDRS or the network settings).` : said, detail: detail === undefined ? undefined : String(detail).slice(0, 400) };
  }
}
