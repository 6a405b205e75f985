import { session } from "../access/session.ts";
import type { ResourceAnswer } from "../api/answers.ts";
import { call } from "../api/client.ts";
import { errorSentence } from "../api/error.ts";
import { snapshot } from "../live/live.ts";
import { useObserved } from "../live/observable.ts";
import { h, useState } from "../preact.ts";
import type { Resource } from "../resources/resource.ts";
import { CopyButton } from "../shell/CopyButton.tsx";
import { toast } from "../shell/toasts.ts";
import { Fact, Section } from "./Section.tsx";

/** How a resource is known and put together, for administrators: its ids, what it may be the same as, its raw form. Read when it is opened. */
export function DebugSection({ resource }: { resource: Resource }) {
  const admin = useObserved(session, (value) => "status" in value && value.status.settingsCapabilities?.apiAccessWrite === true);
  const [answer, setAnswer] = useState<ResourceAnswer | null>(null);
  const [error, setError] = useState<string | null>(null);
  if (!admin) return null;
  const path = `/api/resources/${encodeURIComponent(resource.id)}`;
  const read = () => {
    setError(null);
    call<ResourceAnswer>("GET", path).then(setAnswer).catch((failure: unknown) => setError(errorSentence(failure)));
  };
  const decide = (action: string, body: object, done: string) => {
    call("POST", `${path}/${action}`, { body }).then(() => {
      toast(done, "success");
      read();
    }).catch((failure: unknown) => toast(errorSentence(failure), "error"));
  };
  return (
    <Section title="Debug" detail="debug">
      <details class="debug" onToggle={(event: Event & { readonly currentTarget: HTMLDetailsElement }) => event.currentTarget.open && !answer && read()}>
        <summary>Ids, merged identities, raw form</summary>
        {error && <p class="notice warning" role="status">{error} <button type="button" class="link" onClick={read}>Try again</button></p>}
        {!answer && !error && <div class="skeleton short" role="status" aria-label="Loading" />}
        {answer && <Identity answer={answer} resource={resource} decide={decide} />}
        {answer && <Raw answer={answer} />}
      </details>
    </Section>
  );
}

function Identity({ answer, resource, decide }: { answer: ResourceAnswer; resource: Resource; decide: (action: string, body: object, done: string) => void }) {
  const { canonicalIdentity: known = {}, identity = {}, sources = [], possibleDuplicates: duplicates = [] } = answer;
  const target = resource.metricsTarget;
  return (
    <div class="stack">
      <dl class="facts">
        <Fact name="Id"><code>{answer.id}</code></Fact>
        <Fact name="Sources">{sources.join(", ")}</Fact>
        <Fact name="Primary id">{known.primaryId && <code>{known.primaryId}</code>}</Fact>
        <Fact name="Platform id">{known.platformId && <code>{known.platformId}</code>}</Fact>
        <Fact name="Other ids">{known.aliases?.length ? <code>{known.aliases.join(", ")}</code> : null}</Fact>
        <Fact name="Former ids">{known.supersededIds?.length ? <code>{known.supersededIds.join(", ")}</code> : null}</Fact>
        <Fact name="History under">{target && <code>{target.resourceType} {target.resourceId}</code>}</Fact>
        <Fact name="Machine id">{identity.machineId && <code>{identity.machineId}</code>}</Fact>
        <Fact name="DMI UUID">{identity.dmiUuid && <code>{identity.dmiUuid}</code>}</Fact>
        <Fact name="Host names">{identity.hostnames?.join(", ")}</Fact>
        <Fact name="MAC addresses">{identity.macAddresses?.join(", ")}</Fact>
      </dl>
      {duplicates.map((id) => (
        <p class="notice" key={id}>
          <span>May be the same as <b>{snapshot.value.resources.get(id)?.name ?? id}</b>.</span>
          <button type="button" class="button small" onClick={() => decide("link", { targetId: id }, "They are one now.")}>Join them</button>
          <button type="button" class="button quiet small" onClick={() => decide("unlink", { targetId: id }, "They stay two.")}>Keep apart</button>
        </p>
      ))}
      {sources.length > 1 && <p><button type="button" class="button small" onClick={() => decide("report-merge", { sources }, "The sources are kept apart from now on.")}>Wrongly merged: take {sources.join(" and ")} apart</button></p>}
    </div>
  );
}

function Raw({ answer }: { answer: ResourceAnswer }) {
  const text = JSON.stringify(answer, null, 2);
  return (
    <div class="raw">
      <CopyButton text={text} label="Copy the raw form" />
      <pre tabIndex={0} role="region" aria-label="Raw form">{text}</pre>
    </div>
  );
}
