import { call } from "../api/client.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { StatusMark } from "../marks/StatusMark.tsx";
import { h, useEffect, useState } from "../preact.ts";
import { Dialog } from "../shell/Dialog.tsx";
import type { ConnectionRecord, PollHealth } from "./connection.ts";
import { failedTest, type TestResult } from "./connectionTest.ts";
import { diagnose } from "./diagnosis.ts";

/** Goes through everything that has to be right for a connection to bring data. */
export function Diagnosis({ record, poll, onEdit, onClose }: { record: ConnectionRecord; poll: PollHealth | undefined; onEdit: () => void; onClose: () => void }) {
  const [test, setTest] = useState<TestResult | null>(null);
  const time = useObserved(now, (value) => Math.floor(value / 5000) * 5000);
  const run = () => {
    setTest(null);
    call("POST", `/api/config/nodes/${encodeURIComponent(record.id)}/test`, { seconds: 60 }).then(() => setTest({ kind: "passed", answer: {} })).catch((failure: unknown) => setTest(failedTest(failure)));
  };
  useEffect(run, []);
  return (
    <Dialog title={`Diagnose “${record.name}”`} wide onClose={onClose}>
      <div class="stack">
        {!test && <p role="status" class="muted">Testing the connection…</p>}
        <ol class="checks-list" aria-live="polite">
          {diagnose(record, poll, test, time).map((check) => (
            <li key={`${check.name} ${check.text}`}>
              <StatusMark state={check.state} text={check.state === "online" ? "Works" : undefined} />
              <b>{check.name}</b>
              {check.text && <span class="muted">{check.text}</span>}
            </li>
          ))}
        </ol>
        <div class="actions">
          <button type="button" class="button" disabled={!test} onClick={run}>Test again</button>
          <button type="button" class="button quiet" onClick={onEdit}>Edit connection</button>
        </div>
      </div>
    </Dialog>
  );
}
