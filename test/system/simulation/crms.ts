import type { Send, Sent } from "../../../lambda/runtime/http-client.ts";
import { crmStandIns } from "../../../stand-ins/crms/index.ts";
import type { Contacts, CrmRecord, CrmRequest, DemoCrm } from "../../../stand-ins/kit/crm.ts";
import type { Kept } from "../../../stand-ins/kit/kept.ts";
import { unanswered } from "./callingly.ts";
import type { Ground, Instance } from "./instance.ts";

/** The CRMs of the world, which count what reaches them. */
export interface FarCrms {
  readonly hub: Contacts;
  /** Another portal, which has other people under the same ids. */
  readonly branch: Contacts;
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
  const contactsOf = (name: string): Contacts => {
    const contacts = crms[name]?.crm.contacts;
    if (!contacts) throw new Error(`Nobody saves contacts in ${name}`);
    return contacts;
  };

  return {
    hub: contactsOf("hub"),
    branch: contactsOf("branch"),
    down,
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
    summaryOf: (crm, record) => crms[crm]?.records().find(({ id }) => id === record)?.summary || undefined,
    contactsLike: (crm, email, phone) =>
      (crms[crm]?.records() ?? [])
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
            const refusal = down.has(name) ? { status: 503 } : weather().crm(name);
            const answer = refusal ? { headers: {}, ...refusal } : crms[name]?.crm.answer(asked);
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

interface Desk {
  readonly crm: DemoCrm;
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
    records() {
      known ??= crm.records();
      return known;
    },
  };
}

const idsIn = (body: string): string[] =>
  [...body.matchAll(/"(?:call_id|lead_id)":"(\w+)"|Callingly call (\w+)/g)].map(([, id, call]) => id ?? call ?? "");

/** Contacts that people made hold their phones as people write them. */
const isSame = (written: string, phone: string): boolean =>
  written === phone || (written.startsWith("(") && phone.endsWith(written.replace(/\D/g, "")));

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
