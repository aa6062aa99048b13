import {
  CallbackTokensSchema,
  callbackTokens,
  keysOfSource,
  SourceKeysSchema,
} from "../../../../lambda/runtime/secret-shapes.ts";
import { addressOf, EVENT, isWanted } from "../../../../lambda/steps/reconcile/register-webhooks.ts";
import { Problem } from "../../../../lib/program/problem.ts";
import { type Json, newSeed, objectIn, purposeOf, readOrNothing, SINCE } from "../../../secrets/entries.ts";
import { lastFormerKey } from "../../../sources/door-hours.ts";
import { askOrigin } from "../../../stage/ask-origin.ts";
import type { SecretPurpose } from "../../../stage/description.ts";
import type { Stage } from "../../../stage/stage.ts";
import { span } from "../../../words/times.ts";
import { agreed, type Cli, type Result, type StageOptions } from "../../command.ts";

export interface RotateOptions extends StageOptions {
  readonly source?: string;
  readonly finish?: true;
  readonly check: boolean;
  /** The former key may end though senders still use it. */
  readonly anyway?: true;
  readonly yes?: true;
}

/** Secrets that the bridge makes itself. */
const made = ["source-keys", "callback-tokens", "origin-header"] as const;
type Made = (typeof made)[number];

const isMade = (purpose: SecretPurpose): purpose is Made => (made as readonly SecretPurpose[]).includes(purpose);

const onlyTheNew: Readonly<Record<Made, string>> = {
  "source-keys": "addresses open the sources",
  "callback-tokens": "tokens let Callingly report",
  "origin-header": "word opens the doors",
};

/** New keys in two steps: first both count, so that nothing is lost while senders change over; then only the new one. */
export async function rotateSecret(
  cli: Cli,
  stage: Stage,
  [purposeText = ""]: readonly string[],
  options: RotateOptions,
): Promise<Result> {
  const purpose = purposeOf(purposeText);
  if (!isMade(purpose))
    throw new Problem(`${purpose} come from elsewhere: get new ones there, then \`bridge secrets set ${purpose}\`.`);
  if (options.source !== undefined) {
    if (purpose !== "source-keys") throw new Problem("--source goes with source-keys.");
    return rotateSource(cli, stage, options.source, options);
  }
  const before = await readOrNothing(stage, purpose);
  const rest = options.finish ? ` --finish` : "";
  if (!options.finish) {
    if (before.previous_seed !== undefined) throw underWay(`bridge secrets rotate ${purpose}`);
    const kept = typeof before.seed === "string" && { previous_seed: before.seed, [SINCE]: stage.now().toISOString() };
    await stage.secrets.write(purpose, { ...before, seed: newSeed(), ...kept });
    return begun(purpose, `bridge secrets rotate ${purpose} --finish`);
  }
  if (before.previous_seed === undefined) throw nothingToFinish(`bridge secrets rotate ${purpose}${rest}`);
  if (purpose === "callback-tokens" && options.check) await allMoved(stage, before);
  if (purpose === "origin-header" && options.check) await originMoved(stage);
  if (purpose === "source-keys") await unusedByNow(stage, Object.keys(stage.config.sources), before[SINCE], options);
  if (!(await agreed(cli, options.yes, `Only the new ${onlyTheNew[purpose]} then. Drop the old?`))) return unchanged;
  const { previous_seed: _old, [SINCE]: _since, ...after } = before;
  await stage.secrets.write(purpose, after);
  return finished(purpose);
}

async function rotateSource(cli: Cli, stage: Stage, source: string, options: RotateOptions): Promise<Result> {
  const { finish, yes } = options;
  if (!Object.hasOwn(stage.config.sources, source))
    throw new Problem(
      `The configuration has no source "${source}". It has: ${Object.keys(stage.config.sources).join(", ")}.`,
    );
  const before = await stage.secrets.read("source-keys");
  const keys = SourceKeysSchema.safeParse(before);
  if (!keys.success)
    throw new Problem("The secret source-keys has no seed: make one with `bridge secrets rotate source-keys`.");
  const command = `bridge secrets rotate source-keys --source ${source}`;
  const sources = objectIn(before.sources);
  const { previous_key, [SINCE]: since, ...own } = objectIn(sources[source]);
  const write = (entry: Json) =>
    stage.secrets.write("source-keys", { ...before, sources: { ...sources, [source]: entry } });
  if (!finish) {
    if (previous_key !== undefined || (own.key === undefined && keys.data.previous_seed !== undefined))
      throw underWay(command);
    const [current = ""] = keysOfSource(keys.data, source);
    await write({ ...own, key: newSeed(), previous_key: current, [SINCE]: stage.now().toISOString() });
    return begun("source-keys", `${command} --finish`);
  }
  if (previous_key === undefined) throw nothingToFinish(command);
  await unusedByNow(stage, [source], since, options);
  if (!(await agreed(cli, yes, `Only the new address opens ${source} then. Drop the old?`))) return unchanged;
  await write(own);
  return finished("source-keys");
}

/** A sender that still has the former address is refused from now on, and some never say so. */
async function unusedByNow(
  stage: Stage,
  sources: readonly string[],
  since: unknown,
  { anyway, source }: RotateOptions,
): Promise<void> {
  if (anyway) return;
  const use = await lastFormerKey(stage, sources, typeof since === "string" ? since : undefined);
  if (!use) return;
  const command = `bridge secrets rotate source-keys${source === undefined ? "" : ` --source ${source}`} --finish --anyway`;
  throw new Problem(
    `The old key was used ${span(use.at, stage.now())} ago, by a sender of the source ${use.source}: put the new address there first (bridge sources --show ${use.source}). Such uses are noted once an hour. To end the old key all the same: ${command}`,
  );
}

/** What still says the old word is refused from then on, and with it every lead. */
async function originMoved({ url }: Stage): Promise<void> {
  if ((await askOrigin(url)) === "former")
    throw new Problem(
      `What stands before ${url} still says the old word: put the new one there first (bridge sources --origin). To finish all the same, add --no-check.`,
    );
}

/** Until Callingly reports under the new token everywhere, the old one is what lets its reports in. */
async function allMoved(stage: Stage, value: Json): Promise<void> {
  const tokens = CallbackTokensSchema.safeParse(value);
  const { callbackUrl } = stage;
  if (!tokens.success || callbackUrl === undefined) return;
  for (const account of stage.bridge.accounts) {
    const [token = ""] = callbackTokens(tokens.data, account.name, EVENT);
    const { target_url } = addressOf(callbackUrl, account.name, token);
    const webhooks = await (await stage.callinglyFor(account))?.listWebhooks();
    if (webhooks && !webhooks.some((webhook) => isWanted(webhook, target_url)))
      throw new Problem(
        `Callingly still reports under the old token for the account ${account.name}. The bridge registers the new one within the hour; finish then. To finish all the same, add --no-check.`,
      );
  }
}

const underWay = (command: string): Problem =>
  new Problem(`A rotation is under way: end it first with \`${command} --finish\`, or the old one would stop at once.`);

const nothingToFinish = (command: string): Problem =>
  new Problem(`No rotation is under way: there is nothing to finish. Begin one: ${command.replace(/ --finish$/, "")}`);

const unchanged: Result = { data: { written: false }, text: "Nothing was changed.", ok: false };

const steps: Readonly<Record<Made, (finish: string) => readonly string[]>> = {
  "source-keys": (finish) => [
    "The new and the old keys count, within a minute.",
    "1. Print the new addresses: bridge sources",
    "2. Put them into your forms and CRMs. The old ones stay valid meanwhile.",
    `3. When no sender has an old one any more: ${finish}`,
  ],
  "callback-tokens": (finish) => [
    "The new and the old tokens count, within a minute.",
    "1. Nothing to do: within the hour the bridge registers its webhooks anew, under the new token.",
    `2. Then: ${finish}`,
  ],
  "origin-header": (finish) => [
    "The new and the old word count, within a minute.",
    "1. Print the new one: bridge sources --origin",
    "2. Put it into what stands before the door. The old one stays valid meanwhile.",
    `3. When it is in force there: ${finish}`,
  ],
};

const begun = (purpose: Made, finish: string): Result => ({
  data: { purpose, step: "begun", next: finish },
  text: steps[purpose](finish).join("\n"),
});

const finished = (purpose: string): Result => ({
  data: { purpose, step: "finished", next: null },
  text: "Done: only the new one counts, within a minute.",
});
