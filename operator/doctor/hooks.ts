import { StatedError } from "../../lambda/runtime/errors.ts";
import { Problem } from "../../lib/program/problem.ts";
import { type HooksOf, hooksIn, knownHooks, type NeededHook } from "../crms/hooks.ts";
import { neededCrms } from "../secrets/needed-crms.ts";
import type { Stage } from "../stage/stage.ts";
import { type Finding, fault, ok, skipped, warning } from "./finding.ts";

/** Whether the CRMs still tell the sources of their records, where they show by what. */
export async function checkHooks(stage: Stage, hooksOf: HooksOf = knownHooks): Promise<readonly Finding[]> {
  return (await Promise.all(neededCrms(stage).map((name) => checkCrm(stage, name, hooksOf)))).flat();
}

async function checkCrm(stage: Stage, name: string, hooksOf: HooksOf): Promise<readonly Finding[]> {
  try {
    const hooks = (await hooksIn(stage, name, hooksOf)) ?? [];
    const sources = [...new Set(hooks.map(({ source }) => source))];
    return sources.flatMap((source) =>
      judged(
        name,
        source,
        hooks.filter((hook) => hook.source === source),
      ),
    );
  } catch (error) {
    // Why it cannot be asked is a finding of its own; that it hides these alone is not.
    if (error instanceof Problem || error instanceof StatedError) return [skipped("hooks", name, error.message)];
    throw error;
  }
}

function judged(crm: string, source: string, hooks: readonly NeededHook[]): Finding[] {
  const events = (...statuses: NeededHook["status"][]) =>
    hooks.filter(({ status }) => statuses.includes(status)).map(({ event }) => event);
  const remedy = `Have it send: bridge crms hooks ${crm} --arm`;
  const [stopped, elsewhere, missing] = [events("stopped"), events("other key"), events("missing")];
  const found = [
    ...(stopped.length > 0
      ? [fault("hooks", source, `${crm} has stopped telling it of ${stopped.join(", ")}: nothing comes.`, remedy)]
      : []),
    ...(elsewhere.length > 0
      ? [
          fault(
            "hooks",
            source,
            `${crm} tells it of ${elsewhere.join(", ")} with a key that it does not take: nothing gets in.`,
            remedy,
          ),
        ]
      : []),
    ...(missing.length > 0
      ? [
          warning(
            "hooks",
            source,
            `${crm} does not tell it of ${missing.join(", ")}: no subscription is there.`,
            remedy,
          ),
        ]
      : []),
  ];
  return found.length > 0 ? found : [ok("hooks", source, `${crm} tells it of ${events("sends").join(", ")}.`)];
}
