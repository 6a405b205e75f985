import { Fragment } from "../fragment.ts";
import { plural } from "../format/number.ts";
import { h } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { Command } from "./Command.tsx";
import { grant, printFingerprint } from "./commands.ts";
import { spelledFingerprint, type TestResult } from "./connectionTest.ts";

/** What a test found: works, lacks rights, shows a certificate to be trusted, or does not work and why. */
export function TestReport({ result, account, onTrust }: { result: TestResult; account: string; onTrust: (fingerprint: string) => void }) {
  switch (result.kind) {
    case "failed":
      return (
        <div class="notice critical" role="alert">
          <Icon name="alert" />
          <p><b>{result.message}</b>{result.advice && ` ${result.advice}`}</p>
        </div>
      );
    case "certificate":
      return (
        <div class="notice warning column" role="alert" data-testid="certificate">
          <p>
            <b>{result.changed ? "The certificate is another than the one you trusted." : "Nobody vouches for this certificate."}</b>{" "}
            {result.changed ? "Trust the new one only if you know that it was renewed." : "Usual for Proxmox, which makes its own. Compare it once; from then on only this one is accepted."}
          </p>
          <code class="fingerprint">{spelledFingerprint(result.fingerprint)}</code>
          <p class="field-hint">The node prints the same with:</p>
          <Command text={printFingerprint} label="Copy the command that prints the fingerprint" />
          <div class="actions"><button type="button" class="button primary" onClick={() => onTrust(result.fingerprint)}>Trust this certificate</button></div>
        </div>
      );
    case "passed":
      return <Passed result={result} account={account} />;
  }
}

function Passed({ result, account }: { result: TestResult & { kind: "passed" }; account: string }) {
  const { answer } = result;
  const missing = answer.missingPrivileges ?? [];
  const nodes = answer.clusterNodeCount ?? answer.nodeCount;
  return (
    <Fragment>
      <div class="notice ok" role="status" data-testid="test-passed">
        <Icon name="check" />
        <p>
          <b>It works.</b> {[answer.version ? `Proxmox VE ${answer.version}` : "", nodes === undefined ? "" : answer.isCluster ? `cluster of ${plural(nodes, "node")}` : plural(nodes, "node")].filter(Boolean).join(", ")}
        </p>
      </div>
      {(answer.warnings ?? []).map((warning) => <p class="notice warning" key={warning}>{warning}</p>)}
      {missing.length > 0 && (
        <div class="notice warning column" role="status" data-testid="missing-privileges">
          <p><b>This account may not do everything.</b> It works without; then these stay unknown:</p>
          <ul class="missing">{missing.map((each) => <li key={`${each.privilege} ${each.path}`}><code>{each.privilege}</code> on <code>{each.path}</code>: {each.affects}</li>)}</ul>
          <Command text={grant(missing, account)} label="Copy the commands that grant this" />
        </div>
      )}
    </Fragment>
  );
}
