import * as z from "zod/mini";
import { type CertificateAnswer, certificateAsked } from "../../lead/consent/certificate-asked.ts";
import { TRUSTED_FORM } from "../../lead/consent/certificates.ts";
import type { Lead } from "../../lead/lead.ts";
import type { Send } from "../../runtime/http-client.ts";
import type { Log } from "../../runtime/log.ts";
import { cutText } from "../../runtime/text.ts";
import { changeLead } from "../../store/change.ts";
import type { LeadStore } from "../../store/store.ts";

/** Part of step 5: TrustedForm is asked to keep the certificate of a consent on which somebody was called. */

export interface KeepDeps {
  readonly store: { readonly leads: Pick<LeadStore, "find" | "save"> };
  /** Undefined where no source has certificates kept. */
  readonly keepCertificate?: KeepCertificate | undefined;
  readonly now: () => Date;
  readonly log: Log;
}

/** @param of the certificate, and what it is compared with */
export type KeepCertificate = (of: {
  readonly source: string;
  readonly id: string;
  readonly phone: string | undefined;
  readonly email: string | undefined;
}) => Promise<CertificateAnswer>;

/** @param lead one that has ended, and whose certificate is open */
export async function keepCertificateOf(lead: Lead, deps: KeepDeps): Promise<Lead | undefined> {
  const { store, keepCertificate = notConfigured, now, log } = deps;
  const { source, person, consent } = lead;
  const id = consent?.trustedForm?.id ?? "";
  const answer = await keepCertificate({ source, id, phone: person.phone, email: person.email });
  const about = { leadId: lead.id, source, reason: answer.kind };
  log(answer.kind === "kept" ? "info" : "warn", "certificate asked for", about);
  return changeLead(store.leads, lead, (current) => certificateAsked(current, answer, now()));
}

const notConfigured: KeepCertificate = async () => ({
  kind: "again",
  why: "the configuration does not have certificates kept any more",
});

const AnswerSchema = z.object({ outcome: z.string(), reason: z.optional(z.nullable(z.string())) });

/**
 * TrustedForm's certificate API, version 4: a certificate's own address is where it is kept. The key goes to that host and
 * to no other, as nothing but an id ever comes from a lead, and redirects are not followed.
 * https://developers.activeprospect.com/docs/trustedform/api/v4.0/tag/Certificate-URL/
 * @param keyOf the source's API key
 */
export const certificateKeeper =
  (keyOf: (source: string) => Promise<string | undefined>, send: Send): KeepCertificate =>
  async ({ source, id, phone, email }) => {
    const key = await keyOf(source);
    if (!key) return { kind: "again", why: "there is no trustedform_api_key for the source" };
    if (phone === undefined && email === undefined)
      return { kind: "refused", why: "there is nothing to compare it with" };
    const sent = await send({
      method: "POST",
      url: `https://${TRUSTED_FORM}/${encodeURIComponent(id)}`,
      headers: {
        authorization: `Basic ${Buffer.from(`API:${key}`).toString("base64")}`,
        "api-version": "4.0",
        "content-type": "application/json",
        accept: "application/json",
      },
      body: JSON.stringify({ match_lead: { phone, email }, retain: {} }),
      timeoutMs: 10_000,
      maxResponseBytes: 262_144,
      freshConnection: false,
    });
    if (sent.kind !== "answered") return { kind: "again", why: "TrustedForm does not answer" };
    const { outcome, reason } = z.safeParse(AnswerSchema, inJson(sent.body)).data ?? {};
    if (sent.status === 200 && outcome === "success") return { kind: "kept" };
    if (sent.status === 401 || sent.status === 403) return { kind: "again", why: "TrustedForm refuses the key" };
    // An error within a 200 is TrustedForm's own; a failure is about the certificate, as is every other 4xx.
    const isAboutIt = sent.status === 200 ? outcome === "failure" : [400, 404, 410, 422].includes(sent.status);
    const why = `TrustedForm answers ${sent.status}${reason ? `: ${cutText(reason, 120)}` : ""}`;
    return { kind: isAboutIt ? "refused" : "again", why };
  };

function inJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
