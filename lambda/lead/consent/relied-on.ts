import type { Lead } from "../lead.ts";
import type { Consent } from "./record.ts";

/** What stays of a consent when the rest of what was said of and by the person is erased. */

/** Somebody was, or may have been, called on it, for this lead or for the one that it was merged into. */
export const isReliedOn = ({ consent, ringsPossible, state }: Lead): boolean =>
  consent !== undefined && (ringsPossible > 0 || state === "merged");

/** TrustedForm is still to be asked to keep the certificate; those on which nobody was called are let go of. */
export const isCertificateOpen = (lead: Lead): boolean =>
  lead.consent?.trustedForm?.tries !== undefined &&
  lead.consent.trustedForm.outcome === undefined &&
  lead.strippedAt === undefined &&
  isReliedOn(lead);

/** The record that outlives the lead's own data, with the numbers that were dialled; of no use to anybody else, none. */
export function outliving(lead: Lead): Consent | undefined {
  const { consent, dialledPhones, person } = lead;
  if (consent === undefined || !isReliedOn(lead)) return undefined;
  const { phone, phoneAsGiven } = person;
  const name = [person.firstName, person.lastName].filter(Boolean).join(" ");
  const dialled = dialledPhones ?? (phone === undefined ? [] : [phone]);
  return {
    ...consent,
    ...(name && { name }),
    ...(phoneAsGiven && { phone: phoneAsGiven }),
    ...(dialled.length > 0 && { dialled: [...new Set(dialled)] }),
  };
}

/**
 * The record of somebody who asked to be forgotten: that a consent was given, to which words, when and how. Who it was, it
 * says no more; a certificate is a name that its witness knows, and goes as well.
 */
export const ofNobody = ({ given, method, givenAt, text, version, purposes, form }: Consent): Consent =>
  Object.fromEntries(
    Object.entries({ given, method, givenAt, text, version, purposes, form }).filter(
      ([, value]) => value !== undefined,
    ),
  );
