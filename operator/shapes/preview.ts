import type { Preview, PreviewReason } from "../preview/shape.ts";
import { verdictJson } from "./verdict.ts";

/** A preview as a page shows it: lead by lead, each field beside its reason. */
export const previewByLead = ({ why, leads, extra = [], mayRing = [], ...preview }: Preview) => ({
  connector: { name: preview.connector, reason: why.connector?.reason ?? null },
  kind: { name: preview.kind, reason: why.kind?.reason ?? null },
  signature: { state: preview.signature, reason: why.signature?.reason ?? null },
  leads: leads.map(({ place = {}, asked, consent, ...person }, at) => {
    const reasonOf = (name: string) => reasonJson(why[at === 0 ? name : `leads.${at}.${name}`]);
    const parts = Object.entries(place).map(([part, value]) => [`place.${part}`, value ?? null] as const);
    return {
      fields: [...Object.entries(person), ...parts].map(([name, value]) => ({ name, value, why: reasonOf(name) })),
      asked: asked ? { ...asked, why: reasonOf("asked") } : null,
      consent: { record: consent ?? null, why: reasonOf("consent") },
      calls_refused: reasonOf("calls_refused"),
      extra: extra[at] ?? {},
      may_ring: mayRing[at] ? verdictJson(mayRing[at]) : null,
    };
  }),
  calls: preview.call === null ? [] : [preview.call].flat(),
  no_call: why.call?.reason ?? null,
  reply: preview.reply,
});

const reasonJson = (given: PreviewReason | undefined) =>
  given
    ? {
        path: given.path,
        by: given.by,
        reason: given.reason,
        evidence: given.evidence ?? [],
        runner_up: given.runnerUp ?? null,
      }
    : null;
