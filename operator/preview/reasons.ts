import type { Lead } from "../../lambda/lead/lead.ts";
import type { LeadDraft, Why } from "../../lambda/lead/reader/draft.ts";
import { statedParts } from "../../lambda/lead/reader/stated-place.ts";
import type { PreviewLead, PreviewReason } from "./shape.ts";

export const toPreviewLead = ({ person, place, asked, consent, externalId }: Lead): PreviewLead => ({
  first_name: person.firstName ?? null,
  last_name: person.lastName ?? null,
  phone_number: person.phone ?? null,
  email: person.email ?? null,
  company: person.company ?? null,
  external_id: externalId ?? null,
  ...(place && { place }),
  ...(asked && { asked: { text: asked.text, at: asked.at ?? null, zone: asked.zone ?? null } }),
  ...(consent && { consent }),
});

/** For a person who gave no name: Callingly wants both. */
const unnamed: Readonly<Record<"first_name" | "last_name", PreviewReason>> = {
  first_name: { path: null, by: "bridge", reason: "none was given; Callingly gets Unknown, as it wants one" },
  last_name: { path: null, by: "bridge", reason: "none was given; Callingly gets Lead, as it wants one" },
};

const UNDIALABLE =
  "no such number can be dialled; a number without country code is taken for one of the source's country";
const UNCLEAR = "two numbers could be meant, or it is said to be somebody else's; nobody is called on a guess";

/** Why each field of a lead is what it is; fields of further leads begin with the lead's number. */
export function reasonsOf(
  draft: LeadDraft,
  lead: Lead | undefined,
  at: number,
  mapped: boolean,
): [string, PreviewReason][] {
  const { why = {} } = draft;
  const found = lead && toPreviewLead(lead);
  const isSplit = !draft.firstName && !draft.lastName;
  const about: Record<Exclude<keyof PreviewLead, "place" | "asked" | "consent">, Why | undefined> = {
    first_name: isSplit ? why.fullName : why.firstName,
    last_name: isSplit ? why.fullName : why.lastName,
    phone_number: why.phone,
    email: why.email,
    company: why.company,
    external_id: why.externalId,
  };
  const own: PreviewReason = { path: null, by: "connector", reason: "the connector knows where it is" };
  const reasons = Object.entries(about).flatMap(([field, reason]): [string, PreviewReason][] => {
    const value = found?.[field as keyof typeof about];
    const undialable = field === "phone_number" && value === null && draft.phone;
    if (undialable) {
      const why = lead?.reason === "phone-unclear" ? UNCLEAR : UNDIALABLE;
      return [[field, { path: reason?.path ?? null, by: reason?.by ?? "connector", reason: why }]];
    }
    if (value === null)
      return lead?.person.phone && field in unnamed ? [[field, unnamed[field as keyof typeof unnamed]]] : [];
    if (value === undefined) return [];
    // Connectors name places with the same means as a mapping; where nobody has written one, it is theirs.
    const isConnectors = reason?.by === "mapping" && !mapped;
    return [
      [field, isConnectors ? { path: reason.path, by: "connector", reason: "the connector says so" } : (reason ?? own)],
    ];
  });
  for (const part of statedParts) {
    if (lead?.place?.[part] !== undefined) reasons.push([`place.${part}`, { ...(why[part] ?? own) }]);
  }
  if (why.asked) reasons.push(["asked", { ...why.asked }]);
  if (why.consent) reasons.push(["consent", { ...why.consent }]);
  if (why.callsRefused) reasons.push(["calls_refused", { ...why.callsRefused }]);
  return reasons.map(([field, reason]) => [at === 0 ? field : `leads.${at}.${field}`, reason]);
}
