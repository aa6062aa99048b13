import { aboutOf } from "../../lambda/connectors/about.ts";
import type { NamesQuestion, WrongName } from "../../lambda/connectors/contract/about.ts";
import type { CrmHttp } from "../../lambda/connectors/contract/reporter.ts";
import { askQuestion } from "../../lambda/connectors/kit/out/ask-question.ts";
import { RejectedError, StatedError } from "../../lambda/runtime/errors.ts";
import { explainError } from "../../lambda/runtime/log.ts";
import { neededCrms } from "../secrets/needed-crms.ts";
import type { Stage } from "../stage/stage.ts";
import { type Finding, fault, ok, skipped } from "./finding.ts";

const PATIENCE_MS = 60_000;

/** Whether the fields and values that the settings name are in the CRMs, as far as these describe themselves. */
export async function checkNames(stage: Stage): Promise<readonly Finding[]> {
  return (await Promise.all(neededCrms(stage).map((name) => checkCrm(stage, name)))).flat();
}

async function checkCrm({ bridge, config, openCrm }: Stage, name: string): Promise<readonly Finding[]> {
  const crm = bridge.crm(name);
  const questions = (crm && aboutOf(crm.connector)?.named?.(config.crms[name]?.settings)) ?? [];
  if (!crm || questions.length === 0) return [];
  // Why it cannot be opened is a finding of its own.
  const opened = await openCrm(crm, () => PATIENCE_MS).catch(unstated);
  if (!opened) return [];
  const answers = await Promise.all(questions.map((question) => ask(opened.http, question)));
  const wrong = answers.flatMap((answer) => (typeof answer === "string" ? [] : answer));
  const unseen = answers.filter((answer) => typeof answer === "string");
  return [
    ...wrong.map(({ setting, found }) =>
      fault("CRM fields", name, `The setting ${setting} ${found}.`, `Correct crms.${name}.settings, and deploy.`),
    ),
    ...[...new Set(unseen)].map((why) => skipped("CRM fields", name, `Not all of it can be compared: ${why}.`)),
    ...(wrong.length === 0 && unseen.length < answers.length
      ? [ok("CRM fields", name, "What the settings name is there.")]
      : []),
  ];
}

/** @returns what is wrong; or why that cannot be seen */
async function ask(http: CrmHttp, { asked, wrong, missing }: NamesQuestion): Promise<readonly WrongName[] | string> {
  try {
    const { body } = await askQuestion(http, asked);
    return wrong(body) ?? "it does not describe its fields to the bridge";
  } catch (error) {
    if (!(error instanceof StatedError)) throw error;
    if (missing && error instanceof RejectedError && error.status === 404) return [missing];
    return explainError(error);
  }
}

function unstated(error: unknown): undefined {
  if (!(error instanceof StatedError)) throw error;
  return undefined;
}
