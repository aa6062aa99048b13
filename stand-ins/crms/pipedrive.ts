import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import type { Contacts, CrmRequest, CrmStandIn, DemoCrm, Planner } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { access, demoToken } from "./pipedrive/access.ts";
import { failed, invalid, Refusal, shown } from "./pipedrive/answers.ts";
import { holding } from "./pipedrive/held.ts";
import { planning } from "./pipedrive/planner.ts";
import { type Stored, toRecords } from "./pipedrive/records.ts";
import { refusals } from "./pipedrive/refusals.ts";
import { PersonSchema } from "./pipedrive/requests.ts";
import { answerTo, routesTo } from "./pipedrive/routes.ts";
import { announced } from "./pipedrive/told.ts";

/**
 * As much of Pipedrive as the bridge uses, with its two versions and its errors: persons, deals and activities in version
 * 2, call logs, notes, leads and users in version 1. https://developers.pipedrive.com/docs/api/v1
 */

export { demoApp } from "./pipedrive/access.ts";

export const pipedrive = {
  connector: "pipedrive",
  refusals,
  play: (open, now = Date.now): DemoPipedrive => playPipedrive(open<Stored>(), now),
} as const satisfies CrmStandIn;

/** What a person does there. */
export interface DemoPipedrive extends DemoCrm {
  readonly contacts: Contacts;
  readonly planner: Planner;
  /** @returns the id of what was entered */
  enter(kind: "persons" | "deals" | "leads", fields: Readonly<Record<string, unknown>>): string;
  change(kind: "persons" | "deals" | "leads", id: string, fields: Readonly<Record<string, unknown>>): void;
  /** All that there is of a kind, as Pipedrive shows it. */
  all(kind: Stored["kind"]): readonly Readonly<Record<string, unknown>>[];
}

/** @param kept everything, by `{kind}/{id}` */
function playPipedrive(kept: Kept<Stored>, now: () => number): DemoPipedrive {
  const doors = access(now);
  const held = holding(kept, now);
  const { all, find, make, change, person, personNamed, merge } = held;
  const routes = routesTo(held);

  const answer = (request: CrmRequest): Outgoing => {
    if (request.method === "POST" && request.path === "/oauth/token") return doors.renew(request.headers, request.body);
    if (!doors.isLetIn(request.headers)) return failed(401, "unauthorized access");
    try {
      return answerTo(request, routes);
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
      return invalid(error.message.slice(0, 300));
    }
  };

  return {
    credentials: { token: demoToken },
    answer(request) {
      const { headers, ...rest } = answer(request);
      const limits = { "x-ratelimit-limit": "40", "x-ratelimit-remaining": "39", "x-ratelimit-reset": "2" };
      return { ...rest, headers: { ...headers, ...limits } };
    },
    records: () => toRecords(kept.entries().map(([, one]) => one)),
    contacts: {
      save: (given) => String(personNamed(given).id),
      merge,
      sent: (id) => announced("create", "person", shown(find("persons", id))),
    },
    planner: planning(held),
    enterFor(type, given) {
      if (type !== "deal" && type !== "lead") return undefined;
      const { id: person_id } = personNamed(given);
      return String(make(`${type}s`, { title: "Demo", person_id, status: "open", stage_id: 1, label_ids: [] }).id);
    },
    enter: (kind, fields) =>
      String((kind === "persons" ? person(PersonSchema.parse(fields)) : make(kind, { label_ids: [], ...fields })).id),
    change: (kind, id, fields) => void change(find(kind, id), fields),
    all: (kind) => all(kind).map(shown),
  };
}
