import { readFileSync } from "node:fs";
import { CallinglyError } from "../../../../lambda/callingly/error.ts";
import { callinglyForAccount } from "../../../../lambda/callingly/for-account.ts";
import type { Account } from "../../../../lambda/config/accounts.ts";
import { namedOrigins } from "../../../../lambda/runtime/env.ts";
import { nodeSend } from "../../../../lambda/runtime/http-client.ts";
import { sleep } from "../../../../lambda/runtime/sleep.ts";
import { Problem } from "../../../../lib/program/problem.ts";
import { askCrm } from "../../../doctor/crms.ts";
import { signerOf } from "../../../doctor/secrets.ts";
import { bringForward } from "../../../secrets/bring-forward.ts";
import { type Json, objectIn, purposeOf, readOrNothing, withCredential } from "../../../secrets/entries.ts";
import type { SecretPurpose } from "../../../stage/description.ts";
import type { Stage } from "../../../stage/stage.ts";
import type { Cli, Result } from "../../command.ts";

export interface SetOptions {
  readonly fromFile?: string;
  /** False: written without asking the vendor whether it is right. */
  readonly check: boolean;
}

/** Writes one entry, after finding out whether it can be right. */
export async function setSecret(
  cli: Cli,
  stage: Stage,
  [purposeText = "", path = ""]: readonly string[],
  options: SetOptions,
): Promise<Result> {
  const purpose = purposeOf(purposeText);
  const { name, field } = parted(path);
  refuseUnknown(stage, purpose, name, field);
  const text = await valueFrom(cli, `${purpose} ${path}`, options);
  const before = await readOrNothing(stage, purpose);
  const { value, note } = await next(stage, purpose, { name, field, text, before }, options);
  await stage.secrets.write(purpose, value);
  const done = `${purpose} ${path} is written. The bridge knows it within a minute.`;
  const retried = await bringForward(purpose, stage);
  return { data: { purpose, entry: path, written: true }, text: [done, note, retried].filter(Boolean).join("\n") };
}

function parted(path: string): { name: string; field: string | undefined } {
  const [name = "", field, ...more] = path.split(".");
  if (name === "" || field === "" || more.length > 0) throw new Problem(`${path}: write NAME or NAME.FIELD.`);
  return { name, field };
}

/** A name that nothing uses is a typing mistake: said before anybody is asked for a secret. */
function refuseUnknown(stage: Stage, purpose: SecretPurpose, name: string, field: string | undefined) {
  const { bridge, config } = stage;
  const known = (names: readonly string[], what: string) => {
    if (!names.includes(name))
      throw new Problem(`The configuration has no ${what} "${name}". It has: ${names.join(", ") || "none"}.`);
  };
  switch (purpose) {
    case "callback-tokens":
      throw new Problem("The bridge makes these tokens itself: bridge secrets rotate callback-tokens");
    case "origin-header":
      throw new Problem("The bridge makes this word itself: bridge secrets rotate origin-header");
    case "callingly-tokens":
      if (field !== undefined) throw new Problem("A Callingly token has no fields: write its name alone.");
      return known([...new Set(bridge.accounts.map(({ token }) => token))], "account with the token");
    case "crm-credentials":
      return known(Object.keys(config.crms), "CRM");
    case "source-keys":
      known(Object.keys(config.sources), "source");
      if (field === undefined)
        throw new Problem(`Name what the vendor gave: ${name}.signing_secret or ${name}.client_secret.`);
      return refuseUnread(stage, name, field);
    case "source-credentials":
      return known(
        Object.keys(config.sources).filter((source) => bridge.source(source)?.intake.platform !== undefined),
        "source that fetches its leads",
      );
  }
}

/** What a door does not read would leave it open to unsigned requests, without a word. */
function refuseUnread(stage: Stage, source: string, field: string) {
  const signer = signerOf(stage, source);
  const read = ["key", "previous_key", ...(signer ? [signer] : [])];
  if (signer === "signing_secret") read.push("previous_signing_secret");
  if (read.includes(field)) return;
  const connector = stage.config.sources[source]?.connector;
  throw new Problem(
    signer || !field.endsWith("_secret")
      ? `${source} (${connector}) has no entry "${field}". It has: ${read.join(", ")}.`
      : `${source} (${connector}) checks no signature: the key in its address opens it. Nothing is written.`,
  );
}

/** Never an argument: those are kept by the shell and shown to everybody on the machine. */
async function valueFrom({ terminal }: Cli, what: string, { fromFile }: SetOptions): Promise<string> {
  const given =
    fromFile !== undefined
      ? fileText(fromFile)
      : terminal.isInteractive
        ? await terminal.askSecret(`${what}:`)
        : await terminal.readInput();
  const text = given.trim();
  if (text === "") throw new Problem("The value is empty. Type it, pipe it in, or name a file with --from-file.");
  return text;
}

function fileText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new Problem(`${path}: it cannot be read.`);
  }
}

interface Entry {
  readonly name: string;
  readonly field: string | undefined;
  readonly text: string;
  readonly before: Json;
}

/** The whole secret as it will be. */
async function next(
  stage: Stage,
  purpose: SecretPurpose,
  { name, field, text, before }: Entry,
  { check }: SetOptions,
): Promise<{ readonly value: Json; readonly note?: string | undefined }> {
  const { bridge } = stage;
  switch (purpose) {
    case "callingly-tokens": {
      const note = check ? await tried(stage, name, text) : undefined;
      return { value: { ...before, [name]: text }, note };
    }
    case "source-keys": {
      if (!("seed" in before))
        throw new Problem(
          "The secret source-keys has no seed: make one first with `bridge secrets rotate source-keys`.",
        );
      if (["key", "previous_key"].includes(field ?? "") && text.length < 16)
        throw new Problem("A key needs 16 characters or more: whoever guesses it lets leads in.");
      const sources = objectIn(before.sources);
      const own = { ...objectIn(sources[name]), [field ?? ""]: text };
      return { value: { ...before, sources: { ...sources, [name]: own } } };
    }
    default: {
      const schema =
        purpose === "crm-credentials"
          ? bridge.crm(name)?.reporter.credentials
          : bridge.source(name)?.intake.platform?.credentials;
      if (!schema) throw new Problem(`"${name}" takes no credentials.`);
      const { entry, missing } = withCredential(schema, objectIn(before[name]), field, text);
      const value = { ...before, [name]: entry };
      if (missing) return { value, note: `It works once it is complete; needed: ${missing}.` };
      return { value, note: check && purpose === "crm-credentials" ? await triedCrm(stage, name, entry) : undefined };
    }
  }
}

/** A token is tried before it is written, with a question that harms nobody. */
async function tried(stage: Stage, token: string, text: string): Promise<string> {
  const { callinglyBaseUrl: baseUrl, now } = stage;
  const secret = Object.assign(async () => ({ [token]: text }), { fresh: async () => ({ [token]: text }) });
  const send = nodeSend({ mayBeInside: namedOrigins(baseUrl) });
  const open = callinglyForAccount(secret, { ...(baseUrl !== undefined && { baseUrl }), send, sleep, now });
  const accounts = stage.bridge.accounts.filter((account) => account.token === token);
  const seen = await Promise.all(
    accounts.map(async (account) => {
      const client = await open(account);
      const teams = await client?.listTeams().catch((error: unknown) => {
        throw refusal(error, account);
      });
      return `Callingly takes it: ${account.name} has ${teams?.length ?? 0} team${teams?.length === 1 ? "" : "s"}.`;
    }),
  );
  return seen.join("\n");
}

const PATIENCE_MS = 20_000;

/** Complete credentials are tried before they are written, by reading what may be read. */
async function triedCrm(stage: Stage, name: string, entry: Json): Promise<string | undefined> {
  const crm = stage.bridge.crm(name);
  if (!crm) return undefined;
  const credentials = Object.fromEntries(Object.entries(entry).map(([field, value]) => [field, String(value)]));
  const answer = await askCrm(crm, () => stage.openCrmWith({ [name]: credentials })(crm, () => PATIENCE_MS));
  switch (answer.kind) {
    case "in":
      return `The CRM ${name} takes it.`;
    case "refused":
      throw new Problem(
        `Nothing is written: ${answer.why}; the CRM ${name} does not let the bridge in with this. To write it all the same, add --no-check.`,
      );
    case "silent":
      throw new Problem(
        `Nothing is written: it could not be tried (${answer.why}). Try again in a minute; to write it all the same, add --no-check.`,
      );
    default:
      return "It was not tried: there is nothing at the CRM that could be read. The first result shows it.";
  }
}

function refusal(error: unknown, { name, accountId }: Account): unknown {
  if (!(error instanceof CallinglyError)) return error;
  const why =
    error.status === 401
      ? "Callingly refuses this token"
      : accountId !== undefined && (error.status === 403 || error.status === 404)
        ? `this token may not act for ${accountId}, the account ${name}`
        : `it could not be tried (${error.message})`;
  return new Problem(`Nothing is written: ${why}. To write it all the same, add --no-check.`);
}
