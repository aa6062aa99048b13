import { aboutOf } from "../../lambda/connectors/about.ts";
import type { NamesQuestion, WrongName } from "../../lambda/connectors/contract/about.ts";
import type { CrmHttp } from "../../lambda/connectors/contract/reporter.ts";
import { askQuestion } from "../../lambda/connectors/kit/out/ask-question.ts";
import type { OpenCrm } from "../../lambda/connectors/kit/out/open-crm.ts";
import { RejectedError, StatedError } from "../../lambda/runtime/errors.ts";
import { explainError } from "../../lambda/runtime/log.ts";
import type { Stage } from "../stage/stage.ts";

/** Whether a CRM has what its settings name, as far as it describes itself. */
export interface ComparedNames {
  readonly wrong: readonly WrongName[];
  /** Why some of it, or all, cannot be seen. */
  readonly unseen: readonly string[];
  /** Something of it was seen. */
  readonly isSeen: boolean;
}

/**
 * @param open the CRM, as far as it lets the bridge in
 * @returns undefined where there is nothing to compare, or nobody is let in
 */
export async function compareNames(
  { bridge, config }: Pick<Stage, "bridge" | "config">,
  name: string,
  open: () => Promise<OpenCrm | undefined>,
): Promise<ComparedNames | undefined> {
  const connector = bridge.crm(name)?.connector ?? "";
  const questions = aboutOf(connector)?.named?.(config.crms[name]?.settings) ?? [];
  const opened = questions.length > 0 ? await open().catch(unstated) : undefined;
  if (!opened) return undefined;
  const answers = await Promise.all(questions.map((question) => ask(opened.http, question)));
  const unseen = answers.filter((answer) => typeof answer === "string");
  return {
    wrong: answers.flatMap((answer) => (typeof answer === "string" ? [] : answer)),
    unseen: [...new Set(unseen)],
    isSeen: unseen.length < answers.length,
  };
}

export const wrongWords = ({ setting, found }: WrongName): string => `The setting ${setting} ${found}.`;

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
