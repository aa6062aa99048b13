import { randomBytes } from "node:crypto";
import { newChallenge } from "../captcha/altcha.ts";
import { openVerifier } from "../captcha/index.ts";
import { namedOrigins, optionalEnv } from "../runtime/env.ts";
import { nodeSend } from "../runtime/http-client.ts";
import type { AcceptDeps } from "../steps/accept-lead/accept-lead.ts";
import { spentFor } from "../steps/accept-lead/ask-captcha.ts";
import type { IntakeSecrets } from "../steps/accept-lead/intake-secrets.ts";
import { isChallengeAskedFor, serveChallenge } from "../steps/accept-lead/serve-challenge.ts";
import type { QuotaStore } from "../store/store.ts";

/** What accept-lead has for captchas. Where no source asks for one, the bundle has `no-captcha.ts` in its place. */

interface Deps {
  readonly bridge: AcceptDeps["bridge"];
  readonly quotas: QuotaStore;
  readonly secretsFor: (source: string) => Promise<IntakeSecrets>;
  readonly now: () => Date;
}

export function captchas({ bridge, quotas, secretsFor, now }: Deps) {
  const baseUrl = optionalEnv("captchaBaseUrl");
  const send = nodeSend({ mayBePrivate: namedOrigins(baseUrl) });
  const challengeDeps = {
    bridge,
    challengeKeyOf: async (source: string) => (await secretsFor(source)).challengeKeys?.[0],
    newChallenge: (settings: Parameters<typeof newChallenge>[0], key: string) =>
      newChallenge(settings, { key, now: now(), random: randomBytes }),
  };
  const verifierFor: NonNullable<AcceptDeps["verifierFor"]> = ({ source, captcha }, { values, challengeKeys = [] }) => {
    if (captcha === undefined) throw new Error(`${source} asks for no captcha`);
    return openVerifier(captcha, {
      source,
      secret: values.captcha_secret,
      keys: challengeKeys,
      // Where the vendor is played, what it publishes for trials is all there is.
      isProduction: baseUrl === undefined && optionalEnv("production") !== undefined,
      send,
      baseUrl: baseUrl && `${baseUrl}/${captcha.kind}`,
      spend: spentFor(source, quotas),
    });
  };
  return {
    verifierFor,
    isChallengeAskedFor,
    challenge: (request: Parameters<typeof serveChallenge>[0]) => serveChallenge(request, challengeDeps),
  };
}
