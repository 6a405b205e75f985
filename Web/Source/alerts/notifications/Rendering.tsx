import { call } from "../../api/client.ts";
import { errorSentence } from "../../api/error.ts";
import { h, useEffect, useState } from "../../preact.ts";
import type { Webhook } from "./answers.ts";

interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const events = [["alert", "Raised"], ["resolved", "Over"]] as const;

/** The request that a test message would be, as the server makes it of what stands in the form. */
export function Rendering({ hook }: { hook: Webhook }) {
  const [event, setEvent] = useState<(typeof events)[number][0]>("alert");
  const [request, setRequest] = useState<Request | null>(null);
  const [error, setError] = useState<string | null>(null);
  const asked = JSON.stringify(hook);
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      call<Request>("POST", `/api/notifications/webhooks/preview?event=${event}`, { body: hook, signal: abort.signal })
        .then((made) => {
          setRequest(made);
          setError(null);
        })
        .catch((failure: unknown) => !abort.signal.aborted && setError(errorSentence(failure)));
    }, 400);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [asked, event]);
  return (
    <section class="stack" aria-label="What will be sent">
      <div class="section-head">
        <h4>What will be sent</h4>
        <span class="segments small" role="radiogroup" aria-label="Message">
          {events.map(([value, word]) => <button type="button" role="radio" key={value} aria-checked={event === value} onClick={() => setEvent(value)}>{word}</button>)}
        </span>
      </div>
      {error && <p class="field-error" role="status">{error}</p>}
      {request && !error && <code class="block preview-text" tabIndex={0}>{[`${request.method} ${request.url}`, ...Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`), "", indented(request.body)].join("\n")}</code>}
    </section>
  );
}

/** JSON over several lines; other texts as they are. */
function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
