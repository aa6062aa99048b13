import type { Send, Sent } from "../../../lambda/runtime/http-client.ts";
import { type DemoHubspot, type HubspotObject, hubspot } from "../../../stand-ins/crms/hubspot.ts";
import { webhookReceiver } from "../../../stand-ins/crms/webhook.ts";
import type { CrmRequest, DemoCrm } from "../../../stand-ins/kit/crm.ts";
import type { Kept } from "../../../stand-ins/kit/kept.ts";
import { unanswered } from "./callingly.ts";
import type { Ground, Instance } from "./instance.ts";

/** The CRMs of the world, which count what reaches them. */
export interface FarCrms {
  readonly hub: DemoHubspot;
  /** Another portal, which has other people under the same ids. */
  readonly branch: DemoHubspot;
  /** Those that are out of order. */
  readonly down: Set<string>;
  /** Every activity of every CRM. */
  activities(): Activity[];
  /** What a CRM shows as the state of affairs of a record, i.e. of a lead here and of a contact there. */
  summaryOf(crm: string, record: string): string | undefined;
  /** A contact's ids in a portal by e-mail address and phone. */
  contactsLike(crm: string, email: string | undefined, phone: string | undefined): string[];
  sendFrom(me: Instance): Send;
}

/** A call as a CRM holds it. */
export interface Activity {
  readonly crm: string;
  /** The lead's id in a ledger, the contact's in HubSpot. */
  readonly record: string;
  readonly callId: string;
  readonly outcome: string | undefined;
  readonly recordingUrl: string | undefined;
}

const WAY_BACK_MS = 30;

export function farCrms(ground: Ground): FarCrms {
  const { time, story, weather } = ground;
  const ledgers = { ledger: ledger(time.now), archive: ledger(time.now) };
  const portals = { hub: hubDesk(), branch: hubDesk() };
  const down = new Set<string>();
  const crms: Readonly<Record<string, Desk>> = { ...ledgers, ...portals };

  return {
    hub: portals.hub.crm,
    branch: portals.branch.crm,
    down,
    activities: () =>
      Object.entries(crms).flatMap(([crm, desk]) => desk.activities().map((each) => ({ crm, ...each }))),
    summaryOf: (crm, record) => crms[crm]?.summaryOf(record),
    contactsLike: (crm, email, phone) => portals[crm === "branch" ? "branch" : "hub"].contactsLike(email, phone),
    sendFrom: (me) => (request) => {
      const { hostname, pathname } = new URL(request.url);
      const name = hostname.split(".")[0] ?? "";
      const asked: CrmRequest = {
        method: request.method,
        path: pathname,
        headers: request.headers ?? {},
        body: request.body ?? "",
      };
      return me.perform<Sent>(
        { port: "crm", by: me.by, what: `${request.method} ${name}${pathname}` },
        {
          act() {
            const refusal = down.has(name) ? { status: 503 } : weather().crm(name);
            const answer = refusal ? { headers: {}, ...refusal } : crms[name]?.answer(asked);
            const { status = 404, headers = {} } = answer ?? {};
            const body = answer && "body" in answer ? answer.body.toString() : "";
            story.tell(time.now(), `crm ${name}`, `${request.method} ${pathname}`, `answers ${status}`);
            const sent = {
              kind: "answered",
              status,
              headers: headers as Record<string, string>,
              body,
              truncated: false,
            } as const;
            return new Promise((resolve) => time.after(WAY_BACK_MS, () => resolve(sent)));
          },
          failed: unanswered,
          patienceMs: request.timeoutMs,
          about: () => idsIn(request.body ?? ""),
        },
      );
    },
  };
}

interface Desk extends Pick<DemoCrm, "answer"> {
  activities(): Omit<Activity, "crm">[];
  summaryOf(record: string): string | undefined;
}

const idsIn = (body: string): string[] =>
  [...body.matchAll(/"(?:call_id|lead_id)":"(\w+)"|Callingly call (\w+)/g)].map(([, id, call]) => id ?? call ?? "");

// ── a server of one's own ───────────────────────────────────────────────────────────────────────────────────────

interface Message {
  readonly type: string;
  readonly data: {
    readonly call_id: string;
    readonly lead_id: string;
    readonly outcome: string | null;
    readonly lead_outcome: string | null;
    readonly recording_url: string | null;
  };
}

/** Keeps one activity per call and lead, as the connector's documentation asks of a receiver. */
function ledger(now: () => number): Desk {
  const receiver = webhookReceiver(memoryMap(), now);
  const seen = new Set<string>();
  const entries = new Map<string, Message["data"]>();
  const newest = new Map<string, Message["data"]>();
  return {
    answer(request) {
      const answer = receiver.answer(request);
      const id = request.headers["webhook-id"] ?? "";
      if (answer.status !== 200 || seen.has(id)) return answer;
      seen.add(id);
      const { data } = JSON.parse(request.body) as Message;
      entries.set(`${data.call_id} ${data.lead_id}`, data);
      newest.set(data.lead_id, data);
      return answer;
    },
    activities: () =>
      [...entries.values()].map(({ call_id, lead_id, outcome, recording_url }) => ({
        record: lead_id,
        callId: call_id,
        outcome: outcome ?? undefined,
        recordingUrl: recording_url ?? undefined,
      })),
    summaryOf: (leadId) => newest.get(leadId)?.lead_outcome ?? undefined,
  };
}

// ── HubSpot ─────────────────────────────────────────────────────────────────────────────────────────────────────

interface HubDesk extends Desk {
  readonly crm: DemoHubspot;
  contactsLike(email: string | undefined, phone: string | undefined): string[];
}

function hubDesk(): HubDesk {
  const objects = memoryMap<HubspotObject>();
  const crm = hubspot(objects);
  const all = (type: string) => objects.entries().flatMap(([key, object]) => (key.startsWith(type) ? [object] : []));
  return {
    crm,
    answer: crm.answer,
    activities: () =>
      all("calls/").flatMap(({ properties, contacts }) =>
        contacts.map((record) => ({
          record,
          callId: /^Callingly call (\w+)/.exec(properties.hs_call_body ?? "")?.[1] ?? "",
          outcome: properties.hs_call_disposition ?? undefined,
          recordingUrl: properties.hs_call_recording_url ?? undefined,
        })),
      ),
    summaryOf: (id) => objects.get(`contacts/${id}`)?.properties.hs_lead_status ?? undefined,
    contactsLike: (email, phone) =>
      all("contacts/")
        .filter(({ properties }) => (email && properties.email === email) || (phone && isSame(properties.phone, phone)))
        .map(({ id }) => id),
  };
}

/** Contacts that people made hold their phones as people write them. */
const isSame = (written: string | null | undefined, phone: string): boolean =>
  written === phone || (written?.startsWith("(") === true && phone.endsWith(written.replace(/\D/g, "")));

/** As `kept` of local/, without a file. */
function memoryMap<Value>(): Kept<Value> {
  const values = new Map<string, Value>();
  let list: [string, Value][] | undefined;
  return {
    get: (key) => values.get(key),
    set(key, value) {
      values.set(key, value);
      list = undefined;
    },
    entries() {
      list ??= [...values];
      return list;
    },
  };
}
