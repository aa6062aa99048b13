import * as z from "zod";
import type { BridgeConfig } from "../../lambda/config/schema.ts";
import { findConnector } from "../../lambda/connectors/find-connector.ts";
import type { DemoCrms } from "../../stand-ins/crms/index.ts";
import type { CrmPerson, Message } from "../../stand-ins/kit/crm.ts";
import type { Keep } from "../../stand-ins/kit/kept.ts";
import { schedulerStandIns } from "../../stand-ins/schedulers/index.ts";
import type { Booking } from "../../stand-ins/schedulers/scheduler.ts";
import { playedCrmOf } from "./crm-contact.ts";
import type { PlanKind } from "./facts.ts";

/** Where calls of a source are planned or booked that is played here, whatever it is: a CRM, or a page to book by oneself. */
export interface Diary {
  /** Its name, for people. */
  readonly title: string;
  readonly kinds: readonly PlanKind[];
  /**
   * @param kind one of them, by its name
   * @param at in ISO 8601, in UTC
   */
  plan(kind: string, person: CrmPerson, at: string): { readonly id: string; readonly told: readonly Message[] };
  move(id: string, at: string): readonly Message[];
  /** The call was made otherwise; where people book by themselves there is no such thing. */
  finish?(id: string): readonly Message[];
  remove(id: string): readonly Message[];
}

type Sources = BridgeConfig["sources"];
type Source = Sources[string];

/** The diaries of the sources that have one, by the source's name. */
export function diariesOf(
  { sources }: { readonly sources: Sources },
  crms: DemoCrms,
  keep: Keep,
): ReadonlyMap<string, Diary> {
  const found = Object.entries(sources).flatMap(([name, source]): [string, Diary][] => {
    const diary = ofCrm(name, source, crms) ?? ofScheduler(name, source, keep);
    return diary ? [[name, diary]] : [];
  });
  return new Map(found);
}

function ofCrm(name: string, source: Source, crms: DemoCrms): Diary | undefined {
  const { planner, contacts } = playedCrmOf(source, crms) ?? {};
  if (!planner || !contacts) return undefined;
  const on = called(source);
  return {
    title: titleOf(source),
    kinds: planner.kinds.map((kind) => ({
      ...kind,
      ...(!on.includes(kind.name) && { off: offWords(name, [...on, kind.name]) }),
    })),
    plan(kind, person, at) {
      const { id, told } = planner.plan(kind, contacts.save(person), at);
      return { id, told: [told] };
    },
    move: (id, at) => [planner.move(id, at)],
    finish: (id) => [planner.finish(id)],
    remove: (id) => [planner.remove(id)],
  };
}

function ofScheduler(name: string, source: Source, keep: Keep): Diary | undefined {
  const standIn = schedulerStandIns.find(({ connector }) => connector === source.connector);
  if (!standIn) return undefined;
  const { book, move, cancel } = standIn.play(keep<Booking>(`bookings-${name}`));
  return {
    title: titleOf(source),
    kinds: [{ name: "booking", words: "books a call", hasHour: true }],
    plan: (_, person, at) => book(person, at),
    move,
    remove: cancel,
  };
}

const titleOf = ({ connector }: Source): string => findConnector(connector)?.title ?? connector;

/** The kinds that a source names, which every CRM has by the same setting. */
const called = ({ settings }: Source): readonly string[] => CalledSchema.safeParse(settings).data?.callActivities ?? [];

const CalledSchema = z.object({ callActivities: z.array(z.string()) });

const offWords = (source: string, kinds: readonly string[]): string =>
  `The source \`${source}\` has nobody called for these. Give it \`settings: { callActivities: [${kinds.map((kind) => `"${kind}"`).join(", ")}] }\` in \`bridge.config.ts\`, and start \`npm start\` again.`;
