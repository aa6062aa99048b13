import type { Answer } from "./ask.ts";
import type { Mood } from "./parts.tsx";
import { Remedy } from "./remedy.tsx";

/** What doctor found, line by line, each with its remedy. */

export type Finding = Answer<"doctor">["groups"][number]["findings"][number];

const moods: Readonly<Record<Finding["status"], Mood>> = {
  fault: "bad",
  warning: "wait",
  skipped: "plain",
  ok: "good",
};

export const Findings = ({ findings }: { readonly findings: readonly Finding[] }) => (
  <ul class="findings">
    {findings.map(({ check, of, status, found, remedy }) => (
      <li key={`${check} ${of} ${found}`}>
        <span class={`chip ${moods[status]}`}>{status}</span>
        <div>
          <p>
            <strong>{of === null ? check : `${check} ${of}`}</strong>: {found}
          </p>
          {remedy !== null && <Remedy text={remedy} />}
        </div>
      </li>
    ))}
  </ul>
);
