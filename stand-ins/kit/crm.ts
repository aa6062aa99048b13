import type { Outgoing } from "../../lib/program/serve.ts";
import type { Kept } from "./kept.ts";
import type { OwnWords } from "./own-words.ts";

/** How a CRM is played here: in tests, in the simulation, and for npm start. */
export interface CrmStandIn {
  /** The key of the connector that it is the far end of. */
  readonly connector: string;
  /**
   * @param open opens what it remembers; called once
   * @param now milliseconds since 1970
   * @param own what counts as being there though nobody entered it. Default: nothing
   */
  play(open: <Value>() => Kept<Value>, now?: () => number, own?: OwnWords): DemoCrm;
  /** How its vendor refuses, beside what any server may answer (`usualRefusals`): its limits, its words, failure within a success. */
  readonly refusals?: readonly Refusal[];
}

/** An answer by which a CRM says that it does nothing now. */
export interface Refusal {
  /** For people, e.g. `the limit of a day`. */
  readonly what: string;
  /**
   * What is to come of it: the bridge waits and goes on by itself; a person is told, unless the connector knows another
   * way; access is renewed, or a person lets the bridge in again.
   */
  readonly means: "wait" | "person" | "access";
  readonly answer: Outgoing;
  /** What it may answer, if not every request. */
  readonly to?: "writes";
  /** What is the CRM's own in it, which a person has to be told. */
  readonly words?: string;
}

/** A stand-in for one CRM of the configuration. */
export type PlayedCrm = DemoCrm & Pick<CrmStandIn, "connector">;

/** A CRM that the bridge can write to on this machine, so that one sees what would arrive. */
export interface DemoCrm {
  /** The credentials that the bridge needs. */
  readonly credentials: Readonly<Record<string, string>>;
  answer(request: CrmRequest): Outgoing;
  /** Its records, newest last. */
  records(): CrmRecord[];
  /** For a CRM that is a source of leads as well. */
  readonly contacts?: Contacts;
  /** For one that is none. */
  readonly people?: People;
  /** For one that tells of calls which somebody plans there. */
  readonly planner?: Planner;
  /**
   * Somebody enters a record that is no person but has one, such as a deal.
   * @param type as our records name it
   * @returns its id; undefined where no such thing is played
   */
  enterFor?(type: string, person: CrmPerson): string | undefined;
}

/** What people do with the records of persons. */
export interface People {
  /** Somebody saves a person, and leaves out what the CRM refuses, as another record's address. @returns the record's id */
  save(person: CrmPerson): string;
  /** Somebody merges a record into another, as far as it is played how that shows. */
  merge?(loserId: string, winnerId: string): void;
}

export const peopleOf = ({ contacts, people }: DemoCrm): People | undefined => contacts ?? people;

/** Where people save contacts, which the CRM then sends to the address that somebody gave it. */
export interface Contacts extends People {
  /** The message that the CRM then sends by itself. */
  sent(id: string): Message;
}

export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where somebody plans to call the person of a record, moves that, has done it or deletes it: the CRM tells of each. */
export interface Planner {
  readonly kinds: readonly PlannedKind[];
  /**
   * @param kind one of them, by its name
   * @param recordId as `save` answered it
   * @param at in ISO 8601, in UTC
   */
  plan(kind: string, recordId: string, at: string): { readonly id: string; readonly told: Message };
  move(id: string, at: string): Message;
  finish(id: string): Message;
  /**
   * It was no end: it is planned once more, for this time. Undefined where such a thing ends for good.
   * @returns what the CRM tells, in its order
   */
  reopen(id: string, at: string): readonly Message[] | undefined;
  remove(id: string): Message;
}

export interface PlannedKind {
  /** As the source's setting `callActivities` has it. */
  readonly name: string;
  /** What somebody does who plans one, e.g. `plans a meeting`. */
  readonly words: string;
  /** Without one it has a day alone. */
  readonly hasHour: boolean;
}

export interface CrmPerson {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

export interface CrmRequest {
  readonly method: string;
  /** Below the CRM's own address, with the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** A person in a CRM with the calls that were reported, whatever the CRM calls these things. */
export interface CrmRecord {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  /** The status that the CRM shows. */
  readonly summary: string;
  readonly calls: readonly CrmCall[];
}

/** An activity: one of them, whatever it is about. */
export interface CrmCall {
  readonly id: string;
  /** Callingly's id of the call that it is about, as the note says. */
  readonly callId: string;
  /** In the CRM's words. */
  readonly outcome: string;
  /** In Callingly's, `busy` included, as far as the CRM shows it. */
  readonly result?: string | undefined;
  readonly seconds: number;
  readonly startedAt: string;
  readonly recordingUrl?: string | undefined;
  readonly transcript?: string | undefined;
  /** The activity's fields as the CRM keeps them, by its own names. */
  readonly kept?: Readonly<Record<string, unknown>> | undefined;
}

export const json = (status: number, value: unknown): Outgoing => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: Buffer.from(JSON.stringify(value)),
});
