import type { ProvenanceEntry, ResourceAnswer } from "../api/answers.ts";
import { getJson } from "../api/client.ts";
import { errorSentence } from "../api/error.ts";
import { duration, exactTime } from "../format/time.ts";
import { h, useEffect, useState } from "../preact.ts";
import { diskReasonText } from "../resources/guest.ts";
import type { Resource } from "../resources/resource.ts";
import { Section } from "./Section.tsx";

const metrics: Readonly<Record<string, string>> = {
  cpu: "CPU",
  memory: "Memory",
  memoryused: "Memory in use",
  disk: "Disk",
  netin: "Network in",
  netout: "Network out",
  diskread: "Disk read",
  diskwrite: "Disk write",
  temperature: "Temperature",
  usage: "Usage",
  used: "Used",
  total: "Total",
  uptime: "Uptime",
};

/** Codes the page knows in words, others as they come. */
function reasonText(reason: string): string {
  const text = diskReasonText(reason);
  return text === reason ? reason.replaceAll("-", " ") : text;
}

/** Where each figure of a resource comes from: its source, better ones that could not be used and why, and its age. */
export function ProvenanceSection({ resource }: { resource: Resource }) {
  const [state, setState] = useState<{ entries: readonly ProvenanceEntry[] | null; sources: ResourceAnswer["sourceStatus"]; error: string | null }>({ entries: null, sources: {}, error: null });
  useEffect(() => {
    const abort = new AbortController();
    const load = () => {
      if (document.hidden) return;
      getJson<ResourceAnswer>(`/api/resources/${encodeURIComponent(resource.id)}`, abort.signal)
        .then((answer) => setState({ entries: answer.provenance ?? [], sources: answer.sourceStatus ?? {}, error: null }))
        .catch((failure: unknown) => !abort.signal.aborted && setState((old) => ({ ...old, error: errorSentence(failure) })));
    };
    load();
    const timer = setInterval(load, 30_000);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [resource.id]);
  const sources = Object.entries(state.sources ?? {});
  return (
    <Section title="Sources" detail="sources">
      {state.error && <p class="notice warning" role="status">{state.error}</p>}
      {state.entries === null && !state.error && <div class="skeleton short" role="status" aria-label="Loading" />}
      {state.entries?.length === 0 && <p class="muted">The server keeps no record of where these figures come from.</p>}
      {state.entries !== null && state.entries.length > 0 && (
        <table class="list provenance">
          <thead><tr><th scope="col">Figure</th><th scope="col">Source</th><th scope="col" class="number">Age</th></tr></thead>
          <tbody>
            {state.entries.map((entry) => (
              <tr key={entry.metric}>
                <th scope="row">{metrics[entry.metric] ?? entry.metric}</th>
                <td>
                  <code>{entry.source}</code>
                  {(entry.fallbacks ?? []).map((fallback) => <small key={fallback.source}><code>{fallback.source}</code> not used: {reasonText(fallback.reason)}</small>)}
                </td>
                <td class="number" title={entry.measuredAt ? exactTime(Date.parse(entry.measuredAt)) : undefined}>{entry.ageSeconds === undefined ? "—" : entry.ageSeconds === 0 ? "fresh" : duration(entry.ageSeconds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <dl class="facts spaced">
        {sources.map(([name, status]) => (
          <div class={`fact ${status.error ? "warning" : ""}`} key={name}><dt>{name}</dt><dd>{status.error ?? status.status}</dd></div>
        ))}
        <div class="fact"><dt>Id</dt><dd><code>{resource.id}</code></dd></div>
      </dl>
    </Section>
  );
}
