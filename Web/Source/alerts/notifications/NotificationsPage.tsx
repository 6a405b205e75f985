import { h } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import { Page } from "../../shell/Page.tsx";
import { ActivationPanel } from "../ActivationPanel.tsx";
import { AlertTabs } from "../AlertTabs.tsx";
import { useMayChange } from "../useAlerts.ts";
import type { DeadLetter, Health, LogEntry } from "./answers.ts";
import { AppriseForm } from "./AppriseForm.tsx";
import { DeadLetters } from "./DeadLetters.tsx";
import { DeliveryLog } from "./DeliveryLog.tsx";
import { EmailForm } from "./EmailForm.tsx";
import { HealthCard } from "./HealthCard.tsx";
import { SelfTestCard } from "./SelfTestCard.tsx";
import { useAnswer } from "../../api/useAnswer.ts";
import { Webhooks } from "./Webhooks.tsx";

const often = 30_000;

/** Where notices go and whether they arrive. */
export function NotificationsPage() {
  const may = useMayChange();
  return (
    <Page name="Alerts" tabs={<AlertTabs />}>
      {may ? <Destinations /> : <div class="empty small"><Icon name="lock" /><h2>You may look, but not change</h2><p>You need the right to change settings to see where notices go.</p></div>}
    </Page>
  );
}

function Destinations() {
  const health = useAnswer<Health>("/api/notifications/health", often);
  const letters = useAnswer<readonly DeadLetter[]>("/api/notifications/dlq", often);
  const log = useAnswer<readonly LogEntry[]>("/api/notifications/delivery-log?limit=200", often);
  const changed = () => {
    health.reload();
    letters.reload();
  };
  return (
    <div>
      <ActivationPanel />
      <div class="delivery">
        <HealthCard health={health} />
        <DeadLetters letters={letters} onChanged={changed} />
      </div>
      <div class="destinations">
        <div class="stack">
          <EmailForm />
          <AppriseForm />
        </div>
        <div class="stack">
          <Webhooks log={log.value} />
          <DeliveryLog log={log} />
          <SelfTestCard />
        </div>
      </div>
    </div>
  );
}
