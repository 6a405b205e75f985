import { h, useEffect, useState } from "../preact.ts";
import { AccessFrame } from "./AccessFrame.tsx";
import { AdministratorStep } from "./AdministratorStep.tsx";
import { CredentialsStep } from "./CredentialsStep.tsx";
import { UnlockStep } from "./UnlockStep.tsx";

/** What the first run has made. Lives in memory only and is gone when the page is left. */
export interface Credentials {
  readonly userName: string;
  readonly password: string;
  readonly generated: boolean;
  readonly apiToken: string;
}

const steps = ["Unlock", "Administrator", "Done"] as const;

export function FirstRun() {
  const [step, setStep] = useState(0);
  const [bootstrapToken, setBootstrapToken] = useState("");
  const [credentials, setCredentials] = useState<Credentials | null>(null);
  useEffect(() => {
    document.title = "Welcome · Pulse";
  }, []);
  return (
    <AccessFrame wide>
      <ol class="steps" aria-label="Steps">
        {steps.map((name, index) => (
          <li key={name} class={index < step ? "done" : ""} aria-current={index === step ? "step" : undefined}>
            <span class="step-number" aria-hidden="true">{index < step ? "✓" : index + 1}</span>
            {name}
          </li>
        ))}
      </ol>
      {step === 0 && (
        <UnlockStep
          token={bootstrapToken}
          onToken={setBootstrapToken}
          onUnlocked={() => setStep(1)}
        />
      )}
      {step === 1 && (
        <AdministratorStep
          bootstrapToken={bootstrapToken}
          onBack={() => setStep(0)}
          onCreated={(made) => {
            setBootstrapToken("");
            setCredentials(made);
            setStep(2);
          }}
        />
      )}
      {step === 2 && credentials && <CredentialsStep credentials={credentials} />}
    </AccessFrame>
  );
}
