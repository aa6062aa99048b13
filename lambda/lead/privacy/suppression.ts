import { createHmac } from "node:crypto";
import { isEnd, type Lead } from "../lead.ts";
import { moved } from "../move.ts";
import { waitsForDial } from "../states.ts";

/** People who asked to be forgotten, and how a later lead of theirs is known without knowing them. */

/** One phone or e-mail address in one account that is not to be called. */
export interface Suppression {
  /** Keyed hash; see {@link printsOf}. */
  readonly print: string;
  readonly account: string;
  readonly of: "phone" | "email";
  readonly since: string;
  /** The operator who ran the forget command. */
  readonly by: string;
}

/** What identifies a person: E.164, and e-mail addresses as {@link plainEmail} has them. */
export interface Identifiers {
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}

/** E-mail addresses differ in case and spaces, and mean the same mailbox. */
export const plainEmail = (email: string): string => email.trim().toLowerCase();

export const identifiersOf = ({ person, dialledPhones = [] }: Pick<Lead, "person" | "dialledPhones">): Identifiers => ({
  phones: [...new Set([...(person.phone ? [person.phone] : []), ...dialledPhones])],
  emails: person.email ? [plainEmail(person.email)] : [],
});

/**
 * Hashes of what identifies a person. All numbers can be tried, so without the key a hash would hide nothing.
 * @param seed of the secret
 */
export const printsOf = (
  seed: string,
  account: string,
  { phones, emails }: Identifiers,
): { readonly of: Suppression["of"]; readonly print: string }[] => {
  const print = (of: Suppression["of"], value: string) => ({
    of,
    print: createHmac("sha256", seed)
      .update(JSON.stringify([account, of, value]))
      .digest("base64url"),
  });
  return [...phones.map((phone) => print("phone", phone)), ...emails.map((email) => print("email", email))];
};

/** The person had asked to be forgotten when the lead came. */
export const suppressed = (lead: Lead, now: Date): Lead | undefined =>
  waitsForDial(lead) ? moved(lead, { state: "suppressed", reason: "forgotten-before" }, now) : undefined;

/**
 * Ends a waiting lead, because the person asks to be forgotten. A lead that is being dialled is left alone: Callingly's
 * answer shows whether it rang, and comes within the dial's lease.
 */
export const withdrawn = (lead: Lead, by: string, now: Date): Lead | undefined =>
  isEnd(lead.state) || lead.state === "dialing"
    ? undefined
    : moved(lead, { state: "cancelled", reason: "forgotten", by }, now);
