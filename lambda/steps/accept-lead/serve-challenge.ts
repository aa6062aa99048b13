import type { Challenge } from "../../captcha/altcha.ts";
import type { SettingsOf } from "../../captcha/settings.ts";
import type { Bridge } from "../../config/bridge.ts";
import { type HttpReply, type HttpRequest, jsonReply, problemReply } from "../../runtime/http.ts";

/**
 * GET /captcha/{source}: a sum for the browser, where the source asks for one (`altcha`). Anybody may have one, from any
 * page: only its solution is worth something, once, at this source.
 */

export interface ChallengeDeps {
  readonly bridge: Pick<Bridge, "source">;
  readonly challengeKeyOf: (source: string) => Promise<string | undefined>;
  readonly newChallenge: (settings: SettingsOf<"altcha">, key: string) => Challenge;
}

export const isChallengeAskedFor = ({ url }: HttpRequest): boolean => /\/captcha\/[^/]+$/.test(new URL(url).pathname);

export async function serveChallenge({ params }: HttpRequest, deps: ChallengeDeps): Promise<HttpReply> {
  const settings = deps.bridge.source(params.source ?? "")?.captcha;
  const key = settings?.kind === "altcha" ? await deps.challengeKeyOf(params.source ?? "") : undefined;
  if (settings?.kind !== "altcha" || key === undefined) return withCors(problemReply(404, "Not found"));
  return withCors(jsonReply(200, deps.newChallenge(settings, key)));
}

const withCors = (reply: HttpReply): HttpReply => ({
  ...reply,
  headers: { ...reply.headers, "access-control-allow-origin": "*", "cache-control": "no-store" },
});
