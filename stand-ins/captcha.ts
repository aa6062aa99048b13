import type { Outgoing } from "../lib/program/serve.ts";
import { json } from "./kit/crm.ts";

/**
 * The vendors of captchas as they are played here. No widget is: a token says itself what becomes of it.
 * `person.1@www.example.com/website` is good once, on that page and for that action, `robot.1` gets a low score, `down.1`
 * finds the vendor down, and whatever else comes is no token.
 */
export function captchaStandIn(): (path: string, body: string) => Outgoing {
  /** Under which key each token was asked about first. */
  const seen = new Map<string, string>();
  return (path, body) => {
    const assessed = /\/assessments$/.test(path);
    const form = new URLSearchParams(assessed ? "" : body);
    const token = assessed ? String(JSON.parse(body).event?.token) : (form.get("response") ?? "");
    const { what, hostname = "localhost", action = "website" } = tokenShape.exec(token)?.groups ?? {};
    if (what === "down") return json(503, { message: "down" });
    const key = form.get("idempotency_key") ?? "";
    const before = seen.get(token);
    const isUsed = before !== undefined && (key === "" || key !== before);
    if (what !== undefined && before === undefined) seen.set(token, key);
    const score = what === "robot" ? 0.1 : 0.9;
    if (assessed) {
      const why = { invalidReason: what === undefined ? "MALFORMED" : "DUPE" };
      const valid = what !== undefined && !isUsed;
      return json(200, {
        tokenProperties: { valid, hostname, action, ...(!valid && why) },
        riskAnalysis: { score: valid ? score : 0 },
      });
    }
    if (form.get("secret") === "wrong") return refusal("invalid-input-secret");
    if (what === undefined) return refusal("invalid-input-response");
    return isUsed ? refusal("timeout-or-duplicate") : json(200, { success: true, hostname, action, score });
  };
}

const tokenShape = /^(?<what>person|robot|down)\.[^@]*(?:@(?<hostname>[^/]*)(?:\/(?<action>.*))?)?$/;

const refusal = (code: string): Outgoing => json(200, { success: false, "error-codes": [code] });
