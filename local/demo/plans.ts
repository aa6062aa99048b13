import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { json, type Message } from "../../stand-ins/kit/crm.ts";
import type { Kept } from "../../stand-ins/kit/kept.ts";
import type { Diary } from "./diaries.ts";
import type { PlanKind } from "./facts.ts";

/** A call that somebody has planned or booked, as it stands there. */
export interface Plan {
  readonly source: string;
  /** Its vendor's. */
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly phone: string;
  /** A moment, or a day alone. */
  readonly at: string;
  readonly state: "planned" | "done" | "removed";
}

/** Calls that people plan, move and end: each is entered where it is planned, which then tells the bridge by itself. */
export interface Plans {
  /** Newest first. */
  all(): Plan[];
  /** @param body what somebody does, see `DoneSchema` */
  have(source: string, url: string, body: unknown): Promise<Outgoing>;
}

const At = z.iso.datetime();
const Id = z.string().max(100);

const DoneSchema = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("plan"),
    kind: z.string(),
    firstname: z.string(),
    lastname: z.string(),
    email: z.string(),
    phone: z.string(),
    at: At,
  }),
  z.strictObject({ do: z.literal("move"), id: Id, at: At }),
  z.strictObject({ do: z.enum(["finish", "remove"]), id: Id }),
]);
type Done = z.output<typeof DoneSchema>;

export interface PlansDeps {
  readonly diaries: ReadonlyMap<string, Diary>;
  readonly kept: Kept<Plan>;
  readonly post: (url: string, message: Message) => Promise<Pick<Response, "status">>;
}

export function plans({ diaries, kept, post }: PlansDeps): Plans {
  const keep = (plan: Plan): void => kept.set(keyOf(plan), plan);

  /** @throws Refused */
  const entered = (
    source: string,
    diary: Diary,
    done: Done,
  ): { readonly plan: Plan; readonly told: readonly Message[] } => {
    if (done.do === "plan") {
      const kind = diary.kinds.find(({ name }) => name === done.kind);
      if (!kind) throw new Refused(404, `Nobody plans a "${done.kind}" in ${diary.title}.`);
      if (kind.off !== undefined) throw new Refused(409, kind.off);
      const { firstname: firstName, lastname: lastName, email, phone } = done;
      const { id, told } = diary.plan(kind.name, { firstName, lastName, email, phone }, done.at);
      const name = [firstName, lastName].filter(Boolean).join(" ");
      return { plan: { source, id, kind: kind.name, name, phone, at: dueOf(kind, done.at), state: "planned" }, told };
    }
    const plan = kept.get(keyOf({ source, id: done.id }));
    if (plan?.state !== "planned") throw new Refused(404, "That call is not planned any more.");
    if (done.do === "move") {
      const kind = diary.kinds.find(({ name }) => name === plan.kind);
      return { plan: { ...plan, at: kind ? dueOf(kind, done.at) : done.at }, told: diary.move(plan.id, done.at) };
    }
    if (done.do === "remove") return { plan: { ...plan, state: "removed" }, told: diary.remove(plan.id) };
    if (!diary.finish) throw new Refused(409, `In ${diary.title} nobody marks a call as done: cancel it.`);
    return { plan: { ...plan, state: "done" }, told: diary.finish(plan.id) };
  };

  return {
    all: () =>
      kept
        .entries()
        .map(([, plan]) => plan)
        .reverse(),
    async have(source, url, body) {
      const diary = diaries.get(source);
      if (!diary) return json(404, { message: `The source "${source}" has no calls that are planned or booked here.` });
      const done = DoneSchema.safeParse(body);
      if (!done.success) return json(400, { message: z.prettifyError(done.error) });
      try {
        const { plan, told } = entered(source, diary, done.data);
        keep(plan);
        const statuses: number[] = [];
        for (const message of told) statuses.push((await post(url, message)).status);
        return json(200, { ...plan, answered: Math.max(...statuses) });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return json(error.status, { message: error.message });
      }
    },
  };
}

const keyOf = ({ source, id }: Pick<Plan, "source" | "id">): string => `${source}/${id}`;

const dueOf = ({ hasHour }: PlanKind, at: string): string => (hasHour ? at : at.slice(0, "2026-06-18".length));

/** It is not done, and why. */
class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
