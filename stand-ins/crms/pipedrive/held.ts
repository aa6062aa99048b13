import { randomUUID } from "node:crypto";
import type * as z from "zod";
import type { CrmPerson } from "../../kit/crm.ts";
import type { Kept } from "../../kit/kept.ts";
import { notFound, Refusal } from "./answers.ts";
import type { Stored } from "./records.ts";
import type { PersonSchema } from "./requests.ts";
import { own } from "./users.ts";

/** What an account holds, by `{kind}/{id}`. */

type Fields = Readonly<Record<string, unknown>>;

export interface Held {
  all(kind: Stored["kind"]): Stored[];
  /** @throws Refusal */
  find(kind: Stored["kind"], id: string | number): Stored;
  make(kind: Stored["kind"], fields: Fields): Stored;
  change(one: Stored, fields: Fields): Stored;
  person(fields: z.output<typeof PersonSchema>): Stored;
  personNamed(person: CrmPerson): Stored;
  /** What a call may be tied to has to be there. @throws Refusal */
  seen(fields: Fields): void;
  merge(loserId: string, winnerId: string): void;
}

export function holding(kept: Kept<Stored>, now: () => number): Held {
  const all = (kind: Stored["kind"]): Stored[] => kept.entries().flatMap(([, one]) => (one.kind === kind ? [one] : []));
  const find = (kind: Stored["kind"], id: string | number): Stored => {
    const one = kept.get(`${kind}/${id}`);
    if (!one || one.is_deleted === true) throw new Refusal(notFound(kind));
    return one;
  };
  const keep = (one: Stored): Stored => {
    kept.set(`${one.kind}/${one.id}`, one);
    return one;
  };
  const at = (): string => new Date(now()).toISOString().replace(/\.\d+/, "");
  const make = (kind: Stored["kind"], fields: Readonly<Record<string, unknown>>): Stored => {
    const next = 18_841 + kept.entries().length;
    const id = kind === "leads" || kind === "callLogs" ? randomUUID() : next;
    return keep({ owner_id: own, ...fields, kind, id, add_time: at(), update_time: at() });
  };
  const change = (one: Stored, fields: Readonly<Record<string, unknown>>): Stored =>
    keep({ ...one, ...fields, update_time: at() });

  /** What a call may be tied to has to be there; leads and deals that are archived can be read only. */
  const seen = (fields: Readonly<Record<string, unknown>>): void => {
    const { person_id, deal_id, lead_id, participants } = fields as Readonly<Record<string, number | undefined>> & {
      participants?: { person_id: number }[];
    };
    for (const id of [person_id, ...(participants ?? []).map((one) => one.person_id)]) if (id) find("persons", id);
    if (deal_id) find("deals", deal_id);
    if (lead_id) find("leads", lead_id);
  };

  const person = (fields: z.output<typeof PersonSchema>): Stored => {
    const [first = "", ...rest] = fields.name.split(" ");
    return make("persons", {
      first_name: first,
      last_name: rest.join(" ") || null,
      org_id: null,
      emails: [],
      phones: [],
      label_ids: [],
      custom_fields: {},
      is_deleted: false,
      ...fields,
    });
  };

  /** What it had is the other's: https://pipedrive.readme.io/docs/merging-two-persons */
  const merge = (loserId: string, winnerId: string): void => {
    const [loser, winner] = [find("persons", loserId), find("persons", winnerId)];
    for (const [, one] of kept.entries()) if (one.person_id === loser.id) keep({ ...one, person_id: winner.id });
    change(loser, { is_deleted: true });
  };

  const personNamed = ({ firstName, lastName, email, phone }: CrmPerson): Stored =>
    person({
      name: [firstName, lastName].filter(Boolean).join(" ") || email || phone || "Unknown",
      ...(email && { emails: [{ value: email, primary: true, label: "work" }] }),
      ...(phone && { phones: [{ value: phone, primary: true, label: "work" }] }),
    });

  return { all, find, make, change, person, personNamed, seen, merge };
}
