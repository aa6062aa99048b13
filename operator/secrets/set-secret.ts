import { Problem } from "../../lib/program/problem.ts";
import { type SecretPurpose, secretPurposes } from "../stage/description.ts";
import type { Stage } from "../stage/stage.ts";
import { bringForward } from "./bring-forward.ts";
import { type Json, objectIn, readOrNothing, withCredential } from "./entries.ts";
import { signerOf } from "./signer.ts";
import { CAPTCHA_SECRET, sourcesWithSecret, triedCaptcha } from "./try-captcha.ts";
import { triedCrm, triedToken } from "./try-credentials.ts";

/** Secrets of which entries come from elsewhere: the bridge makes the others whole. */
export const settable = secretPurposes.filter((each) => each !== "callback-tokens" && each !== "origin-header");

/**
 * Before anybody is asked for a secret.
 * @param path NAME or NAME.FIELD
 * @throws Problem when the configuration has no use for such an entry
 */
export function refuseUnknownEntry(stage: Stage, purpose: SecretPurpose, path: string): void {
  const { name, field } = parted(path);
  refuseUnknown(stage, purpose, name, field);
}

/**
 * Writes one entry, after finding out whether it can be right.
 * @param check false: without asking the vendor
 * @throws Problem when it is not written
 * @returns what there is to say about it, in sentences
 */
export async function setSecret(
  stage: Stage,
  purpose: SecretPurpose,
  { path, text, check }: { readonly path: string; readonly text: string; readonly check: boolean },
): Promise<string[]> {
  refuseUnknownEntry(stage, purpose, path);
  const before = await readOrNothing(stage, purpose);
  const { value, note } = await next(stage, purpose, { ...parted(path), text, before, check });
  await stage.secrets.write(purpose, value);
  const done = `${purpose} ${path} is written. The bridge knows it within a minute.`;
  return [done, note, await bringForward(purpose, stage)].filter((sentence) => sentence !== undefined);
}

interface Named {
  readonly name: string;
  readonly field: string | undefined;
}

function parted(path: string): Named {
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
      throw new Problem("The bridge makes this header's secret itself: bridge secrets rotate origin-header");
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
        Object.keys(config.sources).filter(
          (source) =>
            bridge.source(source)?.intake.platform !== undefined || config.sources[source]?.consent?.keepCertificates,
        ),
        "source that fetches its leads, or has certificates kept,",
      );
  }
}

/** An entry that the door does not read would silently leave it open to unsigned requests. */
function refuseUnread(stage: Stage, source: string, field: string) {
  if (field === CAPTCHA_SECRET) {
    if (sourcesWithSecret(stage).includes(source)) return;
    throw new Problem(`${source} asks for no captcha with a secret: add \`captcha\` to it in the configuration first.`);
  }
  const signer = signerOf(stage.bridge.source(source)?.intake);
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

interface Entry extends Named {
  readonly text: string;
  readonly before: Json;
  readonly check: boolean;
}

/** The whole secret as it will be. */
async function next(
  stage: Stage,
  purpose: SecretPurpose,
  { name, field, text, before, check }: Entry,
): Promise<{ readonly value: Json; readonly note?: string | undefined }> {
  const { bridge } = stage;
  switch (purpose) {
    case "callingly-tokens": {
      const note = check ? await triedToken(stage, name, text) : undefined;
      return { value: { ...before, [name]: text }, note };
    }
    case "source-keys": {
      if (!("seed" in before))
        throw new Problem(
          "The secret source-keys has no seed: make one first with `bridge secrets rotate source-keys`.",
        );
      if (["key", "previous_key"].includes(field ?? "") && text.length < 16)
        throw new Problem("A key needs 16 characters or more: anybody who guesses it can send leads.");
      const sources = objectIn(before.sources);
      const own = { ...objectIn(sources[name]), [field ?? ""]: text };
      const note = check && field === CAPTCHA_SECRET ? await triedCaptcha(stage, name, text) : undefined;
      return { value: { ...before, sources: { ...sources, [name]: own } }, note };
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
