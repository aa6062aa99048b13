import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { Fetched, Platform, PlatformHttp } from "../../contract/platform.ts";
import { platformRefusal } from "../../kit/in/platform-refusal.ts";
import { listOf } from "../../kit/in/vendor-shape.ts";
import { API, followupbossAccess } from "./access.ts";
import { wordsIn } from "./meaning.ts";
import { type FubPerson, PersonSchema } from "./objects.ts";
import { isOwnSource } from "./own-people.ts";
import { type Refusals, readPerson } from "./person.ts";
import { readReference } from "./reference.ts";

/** As many people are shown at once: https://docs.followupboss.com/reference/pagination */
const MOST_IDS = 100;

const PeopleSchema = z.object({ people: listOf(PersonSchema) });

/**
 * People whom events name, read by their ids. An event names an address for that itself, which shows no more than ten.
 * https://docs.followupboss.com/reference/people-get
 */
export function peopleApi(refusals: Refusals): Platform {
  const { baseUrl, credentials, authorise } = followupbossAccess;
  const withFields = refusals.doNotCall.length > 0 ? "&fields=allFields" : "";
  const read = async (http: PlatformHttp, references: readonly string[]): Promise<Map<string, Fetched>> => {
    const ids = [...new Set(references.map((reference) => readReference(reference).id))];
    const list = ids.map(encodeURIComponent).join(",");
    const { status, body } = await http.get(`${API}/people?id=${list}&limit=${MOST_IDS}${withFields}`);
    if (status >= 300) throw platformRefusal("Follow Up Boss", status, wordsIn(body));
    const { data } = z.safeParse(PeopleSchema, body);
    if (!data) throw new TransientError("Follow Up Boss answered something else than people");
    const people = new Map(data.people.map((person) => [person.id, person]));
    return new Map(
      references.flatMap((reference) => {
        const { id, isNew } = readReference(reference);
        const person = people.get(id);
        return person ? [[reference, asFetched(person, isNew, refusals)]] : [];
      }),
    );
  };
  return {
    ...{ baseUrl, credentials, authorise },
    access: () => followupbossAccess,
    async fetch(http, reference) {
      const fetched = (await read(http, [reference])).get(reference);
      if (!fetched) throw new RejectedError(404, "Follow Up Boss shows nobody with this id");
      return fetched;
    },
    together: { most: MOST_IDS, fetch: read },
  };
}

/** An event does not say who made somebody: the bridge leaves its name as their source. */
const asFetched = (person: FubPerson, isNew: boolean, refusals: Refusals): Fetched =>
  isNew && isOwnSource(person.source ?? "")
    ? { kind: "nothing", why: "the bridge itself made them" }
    : { kind: "lead", lead: readPerson(person, refusals) };
