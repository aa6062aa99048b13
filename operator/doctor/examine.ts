import type { Infrastructure } from "../stage/infrastructure.ts";
import type { Stage } from "../stage/stage.ts";
import { counted } from "../words/count.ts";
import { checkCallingly } from "./callingly.ts";
import { checkCaptchas } from "./captchas.ts";
import { checkCrms } from "./crms.ts";
import { type Finding, guarded } from "./finding.ts";
import { checkHooks } from "./hooks.ts";
import { checkHours } from "./hours.ts";
import { checkIdentity } from "./identity.ts";
import { checkInfrastructure } from "./infrastructure.ts";
import { backlogOf, checkLeads } from "./leads.ts";
import { checkNames } from "./names.ts";
import { checkOrigin } from "./origin.ts";
import { checkOwners } from "./owners.ts";
import { checkRefusals } from "./refusals.ts";
import { checkSecrets } from "./secrets.ts";
import { checkSuppression } from "./suppression.ts";

/** What was found of one part of a bridge. */
export interface Examined {
  readonly group: string;
  readonly findings: readonly Finding[];
}

/**
 * Looks at everything that a working bridge needs, all parts at the same time: none changes anything.
 * @param progress how far it is, for a person
 * @returns in the order of the list, whatever was found first
 */
export async function examine(
  stage: Stage,
  infrastructure: Infrastructure,
  progress: (text: string) => void,
): Promise<Examined[]> {
  const backlog = backlogOf(stage, (count) => progress(`Looking … ${count} that wait`));
  const looks: readonly (readonly [group: string, look: () => Promise<readonly Finding[]>])[] = [
    ["infrastructure", () => checkInfrastructure(stage, infrastructure)],
    ["secrets", () => checkSecrets(stage)],
    ["Callingly", () => checkCallingly(stage)],
    ["CRMs", () => checkCrms(stage)],
    ["hooks", () => checkHooks(stage)],
    ["CRM fields", () => checkNames(stage)],
    ["owners", () => checkOwners(stage)],
    ["doors", () => checkRefusals(stage)],
    ["calling hours", () => checkHours(stage)],
    ["captchas", () => checkCaptchas(stage)],
    ["do not call", () => checkSuppression(stage)],
    ["origin", () => checkOrigin(stage)],
    ["leads", () => checkLeads(stage, backlog)],
    ["accounts", () => checkIdentity(stage, backlog)],
  ];
  let done = 0;
  progress("Looking …");
  return Promise.all(
    looks.map(async ([group, look]) => {
      const findings = await guarded(group, look);
      done += 1;
      progress(`Looking … ${counted(done, "part")} of ${looks.length}`);
      return { group, findings };
    }),
  );
}
