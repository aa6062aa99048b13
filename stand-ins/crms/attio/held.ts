import { byKind } from "../../kit/by-kind.ts";
import type { Kept } from "../../kit/kept.ts";
import { parsePhone } from "../../kit/phones.ts";
import type { NewNote, PersonValues } from "./shapes.ts";

/** What a workspace holds: people, and notes on them. */

export interface Person {
  readonly kind: "person";
  readonly id: string;
  readonly createdAt: string;
  /** Addresses in small letters, phones in E.164. */
  readonly values: Omit<PersonValues, "email_addresses" | "phone_numbers"> & {
    readonly email_addresses: readonly string[];
    readonly phone_numbers: readonly string[];
  };
}
export interface Note extends Omit<NewNote, "created_at"> {
  readonly kind: "note";
  readonly id: string;
  readonly createdAt: string;
}
/** A note that was deleted, or a person who was merged into another. */
interface Gone {
  readonly kind: "gone";
  readonly id: string;
}
export type AttioObject = Person | Note | Gone;

export interface Held {
  people(): Person[];
  /** The oldest first. */
  notes(): Note[];
  person(id: string): Person | undefined;
  /** @throws TakenAddress, WrongPhone */
  addPerson(values: PersonValues): Person;
  /** A member enters a person, and leaves out the address or the phone that Attio refuses. */
  enterPerson(values: PersonValues): Person;
  /** Where an attribute takes several values, they are added. @throws TakenAddress, WrongPhone */
  changePerson(person: Person, values: PersonValues): Person;
  addNote(note: NewNote): Note;
  remove(id: string): void;
  /** As it is played, the winner stays and has what both had; Attio makes a new record of both. */
  merge(loserId: string, winnerId: string): void;
}

/** An address is one person's alone. */
export class TakenAddress extends Error {}
/** It cannot be read as one with its country. */
export class WrongPhone extends Error {}

/** @param objects by their ids */
export function holding(objects: Kept<AttioObject>, now: () => number): Held {
  const { all, find, put, size } = byKind(objects);
  const newId = (): string => `bf071e1f-6035-429d-b874-${String(size() + 1).padStart(12, "0")}`;
  const at = (): string => new Date(now()).toISOString().replace("Z", "000000Z");
  const free = (person: Person): Person => {
    const isTaken = all("person").some(
      ({ id, values }) =>
        id !== person.id && values.email_addresses.some((each) => person.values.email_addresses.includes(each)),
    );
    if (isTaken) throw new TakenAddress("The value of email_addresses is another record's already.");
    return person;
  };
  const personWith = (id: string): Person | undefined => find("person", id);
  const addPerson: Held["addPerson"] = ({ email_addresses = [], phone_numbers = [], ...values }) =>
    put(
      free({
        kind: "person",
        id: newId(),
        createdAt: at(),
        values: {
          ...values,
          email_addresses: email_addresses.map(addressOf),
          phone_numbers: phone_numbers.map(numberOf),
        },
      }),
    );
  const changePerson: Held["changePerson"] = (person, { email_addresses = [], phone_numbers = [], ...values }) =>
    put(
      free({
        ...person,
        values: {
          ...person.values,
          ...values,
          email_addresses: [...new Set([...email_addresses.map(addressOf), ...person.values.email_addresses])],
          phone_numbers: [...new Set([...phone_numbers.map(numberOf), ...person.values.phone_numbers])],
        },
      }),
    );
  return {
    people: () => all("person"),
    notes: () => all("note"),
    person: personWith,
    addPerson,
    enterPerson({ email_addresses = [], phone_numbers = [], ...values }) {
      let person = addPerson(values);
      for (const more of [{ email_addresses }, { phone_numbers }]) {
        try {
          person = changePerson(person, more);
        } catch (error) {
          if (!(error instanceof TakenAddress || error instanceof WrongPhone)) throw error;
        }
      }
      return person;
    },
    changePerson,
    addNote: ({ created_at, ...note }) => put({ ...note, kind: "note", id: newId(), createdAt: created_at ?? at() }),
    remove: (id) => void put({ kind: "gone", id }),
    merge(loserId, winnerId) {
      for (const note of all("note")) {
        if (note.parent_record_id === loserId) put({ ...note, parent_record_id: winnerId });
      }
      const [loser, winner] = [loserId, winnerId].map(personWith);
      put({ kind: "gone", id: loserId });
      if (loser && winner) changePerson(winner, { ...loser.values, ...winner.values, ...bothLists(loser, winner) });
    },
  };
}

/** The winner's own are the first, as Attio shows them. */
const bothLists = ({ values: loser }: Person, { values: winner }: Person) => ({
  email_addresses: [...winner.email_addresses, ...loser.email_addresses],
  phone_numbers: [...winner.phone_numbers, ...loser.phone_numbers],
});

const addressOf = (email: NonNullable<PersonValues["email_addresses"]>[number]): string =>
  (typeof email === "string" ? email : email.email_address).toLowerCase();

function numberOf(phone: NonNullable<PersonValues["phone_numbers"]>[number]): string {
  const [text, country] = typeof phone === "string" ? [phone, null] : [phone.original_phone_number, phone.country_code];
  const number = country === "US" || text.startsWith("+") ? parsePhone(text, "US") : undefined;
  if (number === undefined) throw new WrongPhone(`Invalid phone number ${text.slice(0, 40)}`);
  return number;
}
