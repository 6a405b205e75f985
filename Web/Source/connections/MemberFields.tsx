import { StatusMark } from "../marks/StatusMark.tsx";
import { h } from "../preact.ts";
import { Field } from "../shell/Field.tsx";
import { type ClusterMember, memberState } from "./connection.ts";
import { spelledFingerprint } from "./connectionTest.ts";
import { type MemberDraft, memberKey } from "./draft.ts";

/** The members of a cluster: what they are called here, and where they are asked when that is not where the cluster says. */
export function MemberFields({ members, drafts, onChange }: { members: readonly ClusterMember[]; drafts: Readonly<Record<string, MemberDraft>>; onChange: (key: string, part: Partial<MemberDraft>) => void }) {
  return (
    <details class="scopes members">
      <summary>Members of the cluster ({members.length})</summary>
      {members.map((member) => {
        const key = memberKey(member), draft = drafts[key], { state, word } = memberState(member);
        return (
          <fieldset class="stack" key={key}>
            <legend><b>{member.nodeName}</b> <StatusMark state={state} word text={word} /></legend>
            <div class="two">
              <Field id={`member-name-${key}`} label="Shown as" value={draft?.displayName ?? ""} onInput={(displayName) => onChange(key, { displayName })} placeholder={member.nodeName ?? ""} />
              <Field id={`member-address-${key}`} label="Asked at" value={draft?.ipOverride ?? ""} onInput={(ipOverride) => onChange(key, { ipOverride })} placeholder={member.host ?? member.ip ?? ""} mono />
            </div>
            {member.fingerprint && <p class="field-hint">Certificate <code class="fingerprint">{spelledFingerprint(member.fingerprint)}</code></p>}
          </fieldset>
        );
      })}
    </details>
  );
}
