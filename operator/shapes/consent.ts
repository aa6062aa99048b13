import type { ConsentDocument } from "../leads/consent-document.ts";

/** The evidence of a consent as scripts and pages get it. */

export const consentJson = (document: ConsentDocument) => {
  const { lead, person, consent, wording, demandedBy, released, calls } = document;
  const { trustedForm, jornaya } = consent ?? {};
  return {
    lead_id: lead.id,
    source: lead.source,
    account: lead.account,
    received_at: lead.receivedAt,
    state: lead.state,
    person: {
      name: person.name ?? null,
      phone_as_given: person.phone ?? null,
      email: person.email ?? null,
      dialled: person.dialled,
    },
    place: lead.place ?? null,
    given: consent?.given ?? "absent",
    method: consent?.method ?? null,
    given_at: consent?.givenAt ?? null,
    purposes: consent?.purposes ?? [],
    text: { fingerprint: consent?.text ?? null, version: consent?.version ?? null, wording: wording ?? null },
    shown: consent?.shown ?? null,
    page: consent?.page ?? null,
    form: consent?.form ?? null,
    ip_fingerprint: consent?.ip ?? null,
    user_agent: consent?.agent ?? null,
    trusted_form: trustedForm
      ? { id: trustedForm.id, outcome: trustedForm.outcome ?? null, asked_at: trustedForm.askedAt ?? null }
      : null,
    jornaya: jornaya ?? null,
    demanded_by: demandedBy,
    released_without: released ?? null,
    calls: calls.map(({ callId, result }) => ({
      call_id: callId,
      started_at: result?.startedAt ?? null,
      phone_number: result?.phone ?? null,
      outcome: result?.outcome ?? null,
      seconds: result?.seconds ?? null,
    })),
    kept_until: lead.expiresAt === undefined ? null : new Date(lead.expiresAt * 1000).toISOString(),
    missing: document.missing,
  };
};
