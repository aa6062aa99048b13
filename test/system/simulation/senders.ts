import type { HttpReply, HttpRequest } from "../../../lambda/runtime/http.ts";
import { bridgeUrl } from "./functions.ts";
import { type SourceName, sourceKey } from "./town.ts";
import { second, type World } from "./world.ts";

/** Forms, scripts and CRMs that send leads, and send them again when they are not sure. */

export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
  readonly email?: string | undefined;
}

export interface Post {
  /** Milliseconds from now. */
  readonly at: number;
  readonly source: SourceName;
  /** Several for a batch. */
  readonly people: readonly [Person, ...Person[]];
  /** The sender's own id of the submission. */
  readonly id?: string | undefined;
  /** The contact in HubSpot that a workflow is about. */
  readonly contact?: string | undefined;
  /** What else is in the body. */
  readonly extra?: Readonly<Record<string, string>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly key?: string | undefined;
  /** How often it is sent until it is answered 200; some senders never try again. */
  readonly tries: number;
}

/** How long a sender waits for an answer, and before it tries again. */
const PATIENCE_MS = 15 * second;
const PAUSE_MS = 30 * second;

/** @param answered hears each answer, undefined for none */
export function send(
  world: World,
  post: Post,
  answered: (reply: HttpReply | undefined) => void = () => undefined,
): void {
  const request = toRequest(post);
  const take = (reply: HttpReply | undefined) => {
    const ids = leadsIn(reply);
    for (const id of ids) world.accepted.add(id);
    world.story.tell(world.time.now(), `sender ${post.source}`, "POST /leads", `answered ${reply?.status}`, () => [
      ...ids,
      post.people[0].phone,
    ]);
    answered(reply);
  };
  world.time.after(post.at, () => insist(world, request, post.tries, take));
}

/**
 * Sends a request until it is taken.
 * @param tries how often at most
 * @param answered hears each answer, undefined for none
 */
export function insist(
  world: World,
  request: HttpRequest,
  tries: number,
  answered: (reply: HttpReply | undefined) => void,
): void {
  let over = false;
  const take = (reply: HttpReply | undefined) => {
    if (over) return;
    over = true;
    answered(reply);
    if (!isTaken(reply) && tries > 1) world.time.after(PAUSE_MS, () => insist(world, request, tries - 1, answered));
  };
  world.request("accept", request, take);
  world.time.after(PATIENCE_MS, () => take(undefined));
}

/** A provider of text messages is answered without words. */
export const isTaken = (reply: HttpReply | undefined): boolean => reply?.status === 200 || reply?.status === 204;

/** The leads that an answer calls accepted. */
export function leadsIn(reply: HttpReply | undefined): string[] {
  if (reply?.status !== 200 || !reply.body?.startsWith("{")) return [];
  const { lead_id, leads = [] } = JSON.parse(reply.body) as { lead_id?: string; leads?: { lead_id: string }[] };
  return [...(lead_id ? [lead_id] : []), ...leads.map((lead) => lead.lead_id)];
}

function toRequest({ source, people, id, contact, extra, headers, key = sourceKey(source) }: Post): HttpRequest {
  const url = new URL(`/leads/${source}`, bridgeUrl);
  const all = people.map((person) => bodies[source](person, { id, contact, extra }));
  const [body] = all;
  return requestTo(url, source, all.length > 1 ? all : (body ?? {}), { "x-bridge-key": key, ...headers });
}

/** A page posts a form, all others JSON. */
export function requestTo(
  url: URL,
  source: string,
  body: object,
  headers: Readonly<Record<string, string>> = { "x-bridge-key": sourceKey(source) },
): HttpRequest {
  const isForm = source === "website" && !Array.isArray(body);
  return {
    method: "POST",
    url: url.href,
    headers: {
      "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json",
      accept: "application/json",
      ...headers,
    },
    query: url.searchParams,
    params: { source },
    body: Buffer.from(isForm ? String(new URLSearchParams(body as Record<string, string>)) : JSON.stringify(body)),
  };
}

type About = Pick<Post, "id" | "contact" | "extra">;

const plainBody = ({ firstName, lastName, phone, email }: Person, { id, extra }: About): Record<string, string> => ({
  ...(id !== undefined && { id }),
  first_name: firstName,
  last_name: lastName,
  phone,
  ...(email !== undefined && { email }),
  ...extra,
});

const bodies: Readonly<Record<SourceName, (person: Person, about: About) => Record<string, string>>> = {
  website: plainBody,
  script: plainBody,
  roof: plainBody,
  second: plainBody,
  "client-a": plainBody,
  "client-b": plainBody,
  workflow: ({ firstName, lastName, phone, email = "" }, { contact = "", extra }) => ({
    hs_object_id: contact,
    firstname: firstName,
    lastname: lastName,
    phone,
    email,
    ...extra,
  }),
};

/** Area codes for test numbers, of which each has a hundred: https://en.wikipedia.org/wiki/555_(telephone_number) */
const areaCodes = [
  201, 202, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234, 239,
  240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309,
  // Connecticut, where nobody is called without a consent: it comes last, and few live there.
  203,
];

/**
 * Somebody invented. Of the last two digits those below 10 have a fate of their own in the stand-in.
 * @param index tells people apart
 */
export function person(index: number, lastDigits = 10 + (index % 90)): Person {
  const areaCode = areaCodes[Math.floor(index / 90) % areaCodes.length];
  return {
    firstName: "Canary",
    lastName: `Canaryson ${index}`,
    phone: `(${areaCode}) 555-01${String(lastDigits).padStart(2, "0")}`,
    email: `canary.${index}@canary.example`,
  };
}
