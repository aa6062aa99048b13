import type { Verdict } from "../../lambda/captcha/verifier.ts";
import type { Stage } from "../stage/stage.ts";
import { untaken, untried } from "./overridable.ts";

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

/** @throws Overridable when the vendor refuses the secret, or it is one for tests and the stage rings real people */
export async function triedCaptcha(stage: Stage, source: string, secret: string): Promise<string> {
  const verdict = await askWithSecret(stage, source, secret);
  if (verdict?.kind !== "unsure") return "The captcha's vendor takes it.";
  throw verdict.reason === "captcha-misconfigured" ? untaken(verdict.why) : untried(verdict.why);
}
