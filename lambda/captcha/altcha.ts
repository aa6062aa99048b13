import { createHmac, pbkdf2Sync, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";
import { later } from "../lead/timing.ts";
import { inJson, isToken } from "./ask.ts";
import type { SettingsOf } from "./settings.ts";
import { misconfigured, passed, refused, type Verdict, type Verifier, type VerifierDeps } from "./verifier.ts";

/**
 * ALTCHA's proof of work, second version, without a third party: the browser tries counters until a key that is derived
 * from one begins as we say. https://altcha.org/docs/v2/proof-of-work-captcha
 *
 * A challenge is kept nowhere: our signature makes it known again, and the nonce of one that was solved is spent. It
 * makes a flood dear, and says nothing about people.
 */

/** Rounds for one key. The effort is set by the number of keys, so that checking takes one of them. */
const COST = 1_000;
const KEY_LENGTH = 32;
/** Half of the key is shown, so nobody finds another that begins so. */
const SHOWN = KEY_LENGTH / 2;
/** Somebody may take their time over a form, and `form.js` asks for a new one then. */
const VALID_MS = 20 * 60_000;

const Hex = z.string().check(z.regex(/^(?:[0-9a-f]{2}){1,64}$/));
const ParametersSchema = z.strictObject({
  algorithm: z.literal("PBKDF2/SHA-256"),
  cost: z.literal(COST),
  expiresAt: z.int(),
  keyLength: z.literal(KEY_LENGTH),
  keyPrefix: Hex,
  nonce: Hex,
  salt: Hex,
});
type Parameters = z.output<typeof ParametersSchema>;

const SolutionSchema = z.object({
  challenge: z.object({ parameters: ParametersSchema, signature: Hex }),
  solution: z.object({ counter: z.int().check(z.minimum(0), z.maximum(2 ** 32 - 1)), derivedKey: Hex }),
});

export interface Challenge {
  readonly parameters: Parameters;
  readonly signature: string;
}

/**
 * @param random bytes by chance, as many as are asked for
 * @param key of the source, so that no other takes the solution
 */
export function newChallenge(
  { tries }: SettingsOf<"altcha">,
  { key, now, random }: { key: string; now: Date; random: (bytes: number) => Buffer },
): Challenge {
  const [nonce, salt] = [random(16).toString("hex"), random(16).toString("hex")];
  const counter = Math.floor(tries / 2) + (random(4).readUInt32BE() % tries);
  const parameters: Parameters = {
    algorithm: "PBKDF2/SHA-256",
    cost: COST,
    expiresAt: Math.floor(later(now, VALID_MS).getTime() / 1000),
    keyLength: KEY_LENGTH,
    keyPrefix: derived({ nonce, salt }, counter).subarray(0, SHOWN).toString("hex"),
    nonce,
    salt,
  };
  return { parameters, signature: signed(parameters, key) };
}

export const altcha = (_settings: SettingsOf<"altcha">, deps: VerifierDeps): Verifier => ({
  field: "altcha",
  verify: (token, { leadId, now }) => checked(token, leadId, now, deps),
});

async function checked(token: string, leadId: string, now: Date, { keys, spend }: VerifierDeps): Promise<Verdict> {
  if (keys.length === 0) return misconfigured("there is no key to sign challenges with");
  if (!isToken(token)) return refused("no solution came");
  const read = z.safeParse(SolutionSchema, inJson(Buffer.from(token, "base64").toString()));
  if (!read.success) return refused("what came is no solution");
  const { challenge, solution } = read.data;
  const { parameters, signature } = challenge;
  if (!keys.some((key) => isSame(signed(parameters, key), signature))) return refused("the challenge is not ours");
  const ends = new Date(parameters.expiresAt * 1000);
  if (ends < now) return refused("the challenge is too old");
  const key = derived(parameters, solution.counter).toString("hex");
  if (key !== solution.derivedKey || !key.startsWith(parameters.keyPrefix)) return refused("the solution is wrong");
  return (await spend(parameters.nonce, leadId, ends)) ? passed : refused("the solution was used before");
}

/** The key of a counter, which stands behind the nonce in four bytes. */
function derived({ nonce, salt }: Pick<Parameters, "nonce" | "salt">, counter: number): Buffer {
  const end = Buffer.alloc(4);
  end.writeUInt32BE(counter);
  const password = Buffer.concat([Buffer.from(nonce, "hex"), end]);
  return pbkdf2Sync(password, Buffer.from(salt, "hex"), COST, KEY_LENGTH, "sha256");
}

/** Over the parameters in the order of their names, in which the schema has them. */
const signed = (parameters: Parameters, key: string): string =>
  createHmac("sha256", key)
    .update(JSON.stringify(z.parse(ParametersSchema, parameters)))
    .digest("hex");

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
