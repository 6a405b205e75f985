import { h, useState } from "../preact.ts";
import { CopyButton } from "../shell/CopyButton.tsx";
import { Icon } from "../shell/Icon.tsx";
import { replaceAddress } from "../shell/router.ts";
import { saveFile } from "../shell/saveFile.ts";
import type { Credentials } from "./FirstRun.tsx";
import { loadSession } from "./signIn.ts";

/** Step 3: everything that is shown once. Saving it is confirmed before the page goes on. */
export function CredentialsStep({ credentials }: { credentials: Credentials }) {
  const [saved, setSaved] = useState(false);
  const go = async () => {
    replaceAddress("/standalone/machines");
    await loadSession();
  };
  return (
    <div class="stack">
      <h1>Pulse is yours</h1>
      <p class="lead">Keep these safe. The {credentials.generated ? "password and the API token are" : "API token is"} shown only now.</p>
      <dl class="secrets">
        <Secret name="Address" value={location.origin} />
        <Secret name="User name" value={credentials.userName} />
        {credentials.generated && <Secret name="Password" value={credentials.password} hidden />}
        <Secret name="API token" value={credentials.apiToken} hidden />
      </dl>
      <button type="button" class="button" onClick={() => download(credentials)}><Icon name="download" />Download as a text file</button>
      <label class="check">
        <input type="checkbox" checked={saved} onChange={(event) => setSaved(event.currentTarget.checked)} />
        <span>I have saved them</span>
      </label>
      <div class="actions">
        <button type="button" class="button primary" disabled={!saved} onClick={() => void go()}>Show my machine</button>
      </div>
    </div>
  );
}

function Secret({ name, value, hidden = false }: { name: string; value: string; hidden?: boolean }) {
  const [shown, setShown] = useState(!hidden);
  return (
    <div class="secret">
      <dt>{name}</dt>
      <dd>
        <code data-testid={`secret-${name.toLowerCase().replace(" ", "-")}`}>{shown ? value : "•".repeat(Math.min(24, value.length))}</code>
        {hidden && (
          <button type="button" class="button quiet small" aria-label={`${shown ? "Hide" : "Show"} ${name}`} onClick={() => setShown(!shown)}>
            {shown ? "Hide" : "Show"}
          </button>
        )}
        <CopyButton text={value} label={`Copy ${name}`} />
      </dd>
    </div>
  );
}

function download(credentials: Credentials): void {
  const lines = [
    "Pulse credentials",
    "",
    `Address:   ${location.origin}`,
    `User name: ${credentials.userName}`,
    ...(credentials.generated ? [`Password:  ${credentials.password}`] : []),
    `API token: ${credentials.apiToken}`,
    "",
    "Next: sign in at the address above. Scripts send the token as the header X-API-Token.",
    "",
  ];
  saveFile(new Blob([lines.join("\n")], { type: "text/plain" }), "pulse-credentials.txt");
}
