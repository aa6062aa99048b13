import type { Send, Sent } from "../../../lambda/runtime/http-client.ts";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { crmStandIns } from "../../../stand-ins/crms/index.ts";
import {
  type Contacts,
  type CrmRecord,
  type CrmRequest,
  type DemoCrm,
  type People,
  type Planner,
  peopleOf,
  type Refusal,
} from "../../../stand-ins/kit/crm.ts";
import type { Kept } from "../../../stand-ins/kit/kept.ts";
import { mayAnswer, usualRefusals } from "../../../stand-ins/kit/refusals.ts";
import { unanswered } from "./callingly.ts";
import type { Ground, Instance } from "./instance.ts";

/** The CRMs of the world, which count what reaches them. */
export interface FarCrms {
  readonly hub: Contacts;
  /** Another portal, which has other people under the same ids. */
  readonly branch: Contacts;
  /** Those that are out of order. */
  readonly down: Set<string>;
  /** Where each is, and how it lets the bridge in, by its name. */
  readonly addresses: Readonly<Record<string, string>>;
  credentials(): Record<string, Record<string, string>>;
  /** What people do with its records; undefined where that is not played. */
  peopleOf(crm: string): People | undefined;
  /** Where somebody plans calls; undefined where that is not played. */
  plannerOf(crm: string): Planner | undefined;
  /** How it has refused requests. */
  refusalsOf(crm: string): ReadonlySet<Refusal>;
  /** Its records, newest last. */
  recordsOf(crm: string): readonly CrmRecord[];
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
  /** The lead's id in a ledger, the contact's in a portal. */
  readonly record: string;
  readonly callId: string;
  readonly outcome: string | undefined;
  readonly recordingUrl: string | undefined;
}

const WAY_BACK_MS = 30;

/** @param connectors the CRMs' connectors, by the name of each */
export function farCrms(ground: Ground, connectors: Readonly<Record<string, string>>): FarCrms {
  const { time, story, weather } = ground;
  const down = new Set<string>();
  const crms = Object.fromEntries(
    Object.entries(connectors).map(([name, connector]) => [name, desk(connector, time.now)]),
  );
  function answerOf(name: string, asked: CrmRequest): Outgoing {
    const at = crms[name];
    if (!at || down.has(name)) return { status: at ? 503 : 404, headers: {}, body: Buffer.alloc(0) };
    const refusal = weather().crm(at.refusals.filter((each) => mayAnswer(each, asked)));
    if (!refusal) return at.crm.answer(asked);
    at.told.add(refusal);
    return refusal.answer;
  }
  const recordsOf = (name: string): readonly CrmRecord[] => crms[name]?.records() ?? [];
  const portal = (name: string): Contacts => {
    const contacts = crms[name]?.crm.contacts;
    if (!contacts) throw new Error(`Nobody saves contacts in ${name}`);
    return contacts;
  };

  return {
    hub: portal("hub"),
    branch: portal("branch"),
    down,
    addresses: Object.fromEntries(Object.keys(crms).map((name) => [name, `https://${name}.crm.example`])),
    credentials: () =>
      Object.fromEntries(Object.entries(crms).map(([name, { crm }]) => [name, { ...crm.credentials }])),
    peopleOf: (name) => crms[name] && peopleOf(crms[name].crm),
    plannerOf: (name) => crms[name]?.crm.planner,
    refusalsOf: (crm) => crms[crm]?.told ?? new Set(),
    recordsOf,
    activities: () =>
      Object.entries(crms).flatMap(([crm, { records }]) =>
        records().flatMap(({ id, calls }) =>
          calls.map(({ callId, result, recordingUrl }) => ({
            crm,
            record: id,
            callId,
            outcome: result,
            recordingUrl,
          })),
        ),
      ),
    summaryOf: (crm, record) => recordsOf(crm).find(({ id }) => id === record)?.summary || undefined,
    contactsLike: (crm, email, phone) =>
      recordsOf(crm)
        .filter((each) => (email && each.email === email) || (phone && isSame(each.phone, phone)))
        .map(({ id }) => id),
    sendFrom: (me) => (request) => {
      const { hostname, pathname, search } = new URL(request.url);
      const name = hostname.split(".")[0] ?? "";
      const asked: CrmRequest = {
        method: request.method,
        path: pathname + search,
        headers: request.headers ?? {},
        body: request.body ?? "",
      };
      return me.perform<Sent>(
        { port: "crm", by: me.by, what: `${request.method} ${name}${pathname}` },
        {
          act() {
            const { status, headers, body } = answerOf(name, asked);
            story.tell(time.now(), `crm ${name}`, `${request.method} ${pathname}`, `answers ${status}`);
            const sent = {
              kind: "answered",
              status,
              headers: headers as Record<string, string>,
              body: body.toString(),
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

interface Desk {
  readonly crm: DemoCrm;
  readonly refusals: readonly Refusal[];
  /** Those that it has answered with. */
  readonly told: Set<Refusal>;
  /** What it holds; worked out anew only after it was written to. */
  records(): readonly CrmRecord[];
}

function desk(connector: string, now: () => number): Desk {
  const standIn = crmStandIns.find((each) => each.connector === connector);
  if (!standIn) throw new Error(`Nobody plays ${connector}`);
  let known: readonly CrmRecord[] | undefined;
  const forget = () => {
    known = undefined;
  };
  const crm = standIn.play(() => memoryMap(forget), now);
  return {
    crm,
    refusals: [...usualRefusals, ...(standIn.refusals ?? [])],
    told: new Set(),
    records() {
      known ??= crm.records();
      return known;
    },
  };
}

const idsIn = (body: string): string[] =>
  [...body.matchAll(/"(?:call_id|lead_id)":"(\w+)"|Callingly call (\w+)/g)].map(([, id, call]) => id ?? call ?? "");

/** People write a phone in their ways, and CRMs show it in theirs. */
const isSame = (written: string, phone: string): boolean =>
  written === phone || (written.slice(-2) === phone.slice(-2) && nationalOf(written) === nationalOf(phone));

/** Everybody here lives in one country. */
const nationalOf = (written: string): string => written.replace(/\D/g, "").slice(-10);

/** As `kept` of the stand-ins, without a file. */
function memoryMap<Value>(changed: () => void): Kept<Value> {
  const values = new Map<string, Value>();
  let list: [string, Value][] | undefined;
  return {
    get: (key) => values.get(key),
    set(key, value) {
      values.set(key, value);
      list = undefined;
      changed();
    },
    entries() {
      list ??= [...values];
      return list;
    },
  };
}
