import { CallinglyError } from "../../lambda/callingly/error.ts";
import { StatedError } from "../../lambda/runtime/errors.ts";
import { Problem } from "../../lib/program/problem.ts";
import { ownersIn, settingFor } from "../crms/owners.ts";
import { neededCrms } from "../secrets/needed-crms.ts";
import type { Stage } from "../stage/stage.ts";
import { counted } from "../words/count.ts";
import { type Finding, ok, warning } from "./finding.ts";

/** Whether the calls of all agents are somebody's in the CRMs, as far as their addresses are known. */
export async function checkOwners(stage: Stage): Promise<readonly Finding[]> {
  return (await Promise.all(neededCrms(stage).map((name) => checkCrm(stage, name)))).flat();
}

async function checkCrm(stage: Stage, name: string): Promise<readonly Finding[]> {
  const owners = await ownersIn(stage, name).catch((error: unknown) => {
    // Why it cannot be asked, or Callingly, is a finding of its own.
    if (error instanceof Problem || error instanceof StatedError || error instanceof CallinglyError) return undefined;
    throw error;
  });
  const known = owners?.agents.filter(({ by }) => by !== "unknown") ?? [];
  if (known.length === 0) return [];
  const unmapped = known.filter(({ by }) => by === "nobody");
  if (unmapped.length === 0) return [ok("owners", name, "Each agent's calls are a user's.")];
  const found = `The calls of ${counted(unmapped.length, "agent")} have no owner there`;
  return [
    {
      ...warning(
        "owners",
        name,
        `${found}: ${unmapped.map((agent) => agent.name).join(", ")}.`,
        `If they are users there under another address, say so: ${settingFor(name, unmapped)} (\`bridge crms owners ${name}\` shows the users)`,
      ),
      unnamed: `${found}.`,
    },
  ];
}
