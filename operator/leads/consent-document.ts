import type { Call } from "../../lambda/lead/call/call.ts";
import { TRUSTED_FORM } from "../../lambda/lead/consent/certificates.ts";
import { type Demand, demandsOf } from "../../lambda/lead/consent/demanded.ts";
import { textPrint } from "../../lambda/lead/consent/read.ts";
import type { Consent } from "../../lambda/lead/consent/record.ts";
import type { Lead } from "../../lambda/lead/lead.ts";

/** What can be shown of a person's consent to a call, as one document, and what cannot. */

export interface ConsentDocument {
  readonly lead: Lead;
  readonly person: {
    readonly name: string | undefined;
    /** As typed. */
    readonly phone: string | undefined;
    readonly email: string | undefined;
    readonly dialled: readonly string[];
  };
  readonly consent: Consent | undefined;
  /** The exact words, where they are still known. */
  readonly wording: string | undefined;
  readonly demandedBy: readonly string[];
  /** Who had the lead called although no consent was on record. */
  readonly released: { readonly by: string; readonly at: string } | undefined;
  readonly certificates: readonly string[];
  readonly calls: readonly Call[];
  /** In plain words, for whoever relies on it. */
  readonly missing: readonly string[];
}

/** What the configuration says now of the lead's source. */
export interface PresentTerms {
  readonly isRequired: boolean;
  readonly wordings: readonly string[];
}

export function consentDocument(lead: Lead, calls: readonly Call[], present: PresentTerms): ConsentDocument {
  const { consent, dialledPhones = [], history } = lead;
  const name = [lead.person.firstName, lead.person.lastName].filter(Boolean).join(" ") || consent?.name;
  const person = {
    name,
    phone: lead.person.phoneAsGiven ?? consent?.phone,
    email: lead.person.email,
    dialled: consent?.dialled ?? dialledPhones,
  };
  const wording = present.wordings.find((text) => textPrint(text) === consent?.text);
  const step = history.find((each, at) => each.by !== undefined && history[at - 1]?.reason === "consent-missing");
  return {
    lead,
    person,
    consent,
    wording,
    demandedBy: demandsOf(phoneOf(lead), present.isRequired).map((demand) => WHO[demand]),
    released: step?.by === undefined ? undefined : { by: step.by, at: step.at },
    certificates: consent ? certificatesOf(consent) : [],
    calls: calls.filter(({ result }) => result?.startedAt !== undefined),
    missing: missingOf(lead, wording, person),
  };
}

/** A lead whose own data is erased is still known by the number that was dialled. */
const phoneOf = ({ person, place, consent }: Lead): Pick<Lead, "person" | "place"> => ({
  person: { ...person, ...(person.phone === undefined && consent?.dialled?.[0] && { phone: consent.dialled[0] }) },
  place,
});

const WHO: Readonly<Record<Demand, string>> = {
  source: "the source's configuration (consent.require)",
  DE: "Germany: UWG § 7(2)",
  FR: "France: Code de la consommation L. 223-1",
  ES: "Spain: Ley 11/2022 art. 66.1.b",
  IE: "Ireland, of mobiles: S.I. 336/2011 reg. 13",
  "US-CT": "Connecticut: Conn. Gen. Stat. § 42-288a",
};

const certificatesOf = ({ trustedForm, jornaya }: Consent): string[] => [
  ...(trustedForm ? [`TrustedForm https://${TRUSTED_FORM}/${trustedForm.id}: ${keptWords(trustedForm)}`] : []),
  ...(jornaya ? [`Jornaya LeadiD ${jornaya}: recorded, not verified`] : []),
];

const keptWords = ({ outcome, askedAt }: NonNullable<Consent["trustedForm"]>): string =>
  outcome === undefined
    ? "the bridge has not asked to keep it; TrustedForm lets go of it after 90 days unless you keep it there"
    : `${outcome}${askedAt === undefined ? "" : `, asked at ${askedAt}`}`;

function missingOf(
  { consent, strippedAt, reason }: Lead,
  wording: string | undefined,
  { name, phone }: ConsentDocument["person"],
): string[] {
  if (consent === undefined) {
    return [
      strippedAt === undefined
        ? "No consent was recorded: the source's configuration says nothing of one (`consent`). That the person sent the form stands on the lead."
        : "No consent is on record: none was recorded, or nobody was called on it and it was erased with the lead's data.",
    ];
  }
  const isForgotten = reason === "forgotten" || (strippedAt !== undefined && name === undefined && phone === undefined);
  return [
    ...(consent.method === undefined ? ["The source says nothing of a consent; only a certificate came."] : []),
    ...(consent.method !== undefined && consent.given === undefined
      ? ["No answer came with the lead: the box was not ticked, or the field was not there."]
      : []),
    ...(consent.given === false ? ["The answer that came is no consent."] : []),
    ...(consent.text !== undefined && wording === undefined
      ? [
          `The wording with the fingerprint ${consent.text} is not in the configuration any more: look in the history of bridge.config.ts, and add it to the source's consent.earlierTexts.`,
        ]
      : []),
    ...(consent.shown === undefined ? [] : ["The page showed other words than the configuration: both stand here."]),
    ...(consent.givenAt === undefined ? ["The browser sent no time; what counts is when the bridge received it."] : []),
    ...(consent.page === undefined && !isForgotten ? ["The sender named no page."] : []),
    ...(consent.ip === undefined && !isForgotten
      ? ["No address is on record: none came that tells anybody apart."]
      : []),
    ...(isForgotten ? ["The person asked to be forgotten: who agreed is not kept."] : []),
    ...(strippedAt !== undefined && !isForgotten ? [`The lead's own data was erased at ${strippedAt}.`] : []),
    "A picture of the page as it was is not kept by the bridge.",
  ];
}
