import type { Verdict } from "../../lambda/captcha/verifier.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { Stage } from "../stage/stage.ts";

/** Field of a source's entry in source-keys. */
export const CAPTCHA_SECRET = "captcha_secret";

/** The sources whose captcha's vendor gave a secret. */
export const sourcesWithSecret = ({ config }: Pick<Stage, "config">): string[] =>
  Object.entries(config.sources).flatMap(([name, { captcha }]) =>
    captcha === undefined || captcha.kind === "altcha" ? [] : [name],
  );

/** What the vendor says of a made-up token: where the secret is right, that the token is bad. */
export const askWithSecret = async (
  { verifierFor, now }: Pick<Stage, "verifierFor" | "now">,
  source: string,
  secret: string | undefined,
): Promise<Verdict | undefined> => verifierFor(source, secret)?.verify("made-up", { leadId: "none", now: now() });

/** @throws Problem when the vendor refuses the secret, or it is one for tests and the stage rings real people */
export async function triedCaptcha(stage: Stage, source: string, secret: string): Promise<string> {
  const verdict = await askWithSecret(stage, source, secret);
  if (verdict?.kind !== "unsure") return "The captcha's vendor takes it.";
  throw new Problem(
    verdict.reason === "captcha-misconfigured"
      ? `Nothing is written: ${verdict.why}. To write it all the same, add --no-check.`
      : `Nothing is written: it could not be tried (${verdict.why}). Try again in a minute; to write it all the same, add --no-check.`,
  );
}
