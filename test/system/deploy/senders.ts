import { sendContact } from "../../../local/demo/crm-contact.ts";
import type { DemoCrms } from "../../../stand-ins/crms/index.ts";

export interface Sendable {
  readonly firstName: string;
  readonly lastName: string;
  /** E.164; the stand-in decides by it how the call ends. */
  readonly phone: string;
  readonly email: string;
}

export interface Sent {
  readonly phone: string;
  readonly leadId: string | undefined;
  /** `accepted`, `duplicate`, or what else the bridge said. */
  readonly status: string;
}

/** Those who post leads, as the real ones do, and what the bridge answered to each. */
export interface Senders {
  /** Tells the sources' addresses, keys included. */
  use(addresses: Readonly<Record<string, string>>): void;
  addressOf(source: string): string;
  byForm(source: string, person: Sendable): Promise<Sent>;
  byJson(source: string, person: Sendable, id: string): Promise<Sent>;
  byHubspot(source: string, person: Sendable): Promise<Sent>;
  /** Phones of all leads that were accepted so far. */
  accepted(): string[];
}

/** A machine sends again what the bridge did not take, for so long. */
const KEEPS_SENDING_MS = 120_000;
const AGAIN_AFTER_MS = 500;

export function createSenders(crms: DemoCrms): Senders {
  const accepted = new Set<string>();
  let addresses: Readonly<Record<string, string>> = {};
  const addressOf = (source: string): string => {
    const address = addresses[source];
    if (address === undefined) throw new Error(`The bridge gave no address for the source ${source}`);
    return address;
  };

  const send = async (phone: string, post: () => Promise<Answer>): Promise<Sent> => {
    const start = Date.now();
    for (;;) {
      const { status, body } = await post().catch(brokenOff);
      if (status === 200) {
        accepted.add(phone);
        return { phone, leadId: body.lead_id, status: body.status ?? "" };
      }
      if (!isWorthAnotherTry(status) || Date.now() - start > KEEPS_SENDING_MS) {
        throw new Error(`The bridge answered ${status} to a lead: ${JSON.stringify(body)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    }
  };

  return {
    use(told) {
      addresses = told;
    },
    addressOf,
    accepted: () => [...accepted],
    byForm: (source, { firstName, lastName, phone, email }) =>
      send(phone, () =>
        postTo(addressOf(source), {
          headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
          body: new URLSearchParams({ first_name: firstName, last_name: lastName, phone, email }).toString(),
        }),
      ),
    byJson: (source, { firstName, lastName, phone, email }, id) =>
      send(phone, () =>
        postTo(addressOf(source), {
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ id, first_name: firstName, last_name: lastName, phone, email, message }),
        }),
      ),
    byHubspot: (source, { firstName, lastName, phone, email }) =>
      send(phone, async () => {
        const to = { url: addressOf(source), connector: "hubspot", report: ["hubspot"] };
        const contact = { firstname: firstName, lastname: lastName, phone, email };
        const { status, body } = await sendContact(to, contact, crms);
        return { status, body: JSON.parse(body.toString("utf8")) };
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly body: { readonly status?: string; readonly lead_id?: string };
}

const brokenOff = ({ message }: Error): Answer => ({ status: 0, body: { status: message } });

async function postTo(
  url: string,
  { headers, body }: { headers: Record<string, string>; body: string },
): Promise<Answer> {
  const response = await fetch(url, { method: "POST", headers, body });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) as Answer["body"] };
  } catch {
    return { status: response.status, body: { status: text.slice(0, 200) } };
  }
}

/** What senders of leads repeat; 0 stands for a connection that broke. */
const isWorthAnotherTry = (status: number): boolean => status === 0 || status === 429 || status >= 500;

/** Real leads carry what their visitors wrote and how they came; this one takes two kilobytes. */
const message = "They would like to hear about a new roof, and about what the old one is still worth. "
  .repeat(24)
  .trim();

const areas = [202, 212, 303, 312, 415, 617, 702, 818];

/** Invented people with test numbers that each belong to nobody else. */
export function person(index: number): Sendable {
  const area = areas[Math.floor(index / 90) % areas.length];
  const phone = `+1${area}5550${110 + (index % 90)}`;
  return { firstName: "Ada", lastName: `Fields-${index}`, phone, email: `ada${index}@example.com` };
}
