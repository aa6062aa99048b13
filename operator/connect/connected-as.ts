import type { IdentityAnswer } from "../../lambda/connectors/contract/about.ts";
import { askQuestion } from "../../lambda/connectors/kit/out/ask-question.ts";
import { StatedError } from "../../lambda/runtime/errors.ts";
import { oneLine } from "../../lambda/runtime/scrub.ts";
import type { Stage } from "../stage/stage.ts";
import type { Ways } from "./ways.ts";

const PATIENCE_MS = 60_000;

/** As whom a CRM lets the bridge in, as it says itself; undefined where it does not. */
export async function connectedAs(
  { openCrmWith }: Pick<Stage, "openCrmWith">,
  { crm, about, reporter }: Ways,
  entry: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  if (!about.identity) return undefined;
  const { path, posted } = about.identity;
  try {
    const opened = await openCrmWith({ [crm]: { ...entry } })({ name: crm, reporter }, () => PATIENCE_MS);
    const answer = opened && (await askQuestion(opened.http, posted === undefined ? path : { path, posted }));
    return wordsIn(answer?.body, about.identity);
  } catch (error) {
    // It is let in, or this would not be asked: what it may not read about itself is no failure.
    if (error instanceof StatedError) return undefined;
    throw error;
  }
}

/** E.g. "user ada@example.com, organisation Acme". */
export function wordsIn(body: unknown, { fields }: IdentityAnswer): string | undefined {
  const found = Object.entries(fields).flatMap(([what, place]) => {
    const value = at(body, place.split("."));
    return typeof value === "string" || typeof value === "number" ? [`${what} ${oneLine(String(value))}`] : [];
  });
  return found.length > 0 ? found.join(", ") : undefined;
}

function at(value: unknown, [first, ...rest]: readonly string[]): unknown {
  if (first === undefined) return value;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, first)) return undefined;
  return at((value as Readonly<Record<string, unknown>>)[first], rest);
}
