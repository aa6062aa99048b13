import { maskPhone } from "../../lambda/lead/reader/phone.ts";
import type { wholeLeadJson } from "../shapes/lead.ts";

/** What a page gets of a lead while personal data is masked. */

type Whole = ReturnType<typeof wholeLeadJson>;

const masked = "…";

/** What the sender called things stays; what it said of a person is masked. */
export const withoutPersonal = <Lead extends Whole>(lead: Lead): Lead => ({
  ...lead,
  phone: lead.phone && maskPhone(lead.phone),
  name: lead.name && initials(lead.name),
  email: lead.email && masked,
  external_id: lead.external_id && masked,
  reference: lead.reference && masked,
  category: lead.category && masked,
  asked: lead.asked && { ...lead.asked, text: masked },
  booking: lead.booking && masked,
  person: Object.fromEntries(
    Object.entries(lead.person).map(([key, value]) => [key, value === null ? null : masked]),
  ) as Lead["person"],
  place: lead.place && { ...lead.place, ...(lead.place.zip !== undefined && { zip: masked }) },
  extra: Object.fromEntries(Object.keys(lead.extra).map((name) => [name, masked])),
  calls: lead.calls.map((call) => ({
    ...call,
    recording_url: call.recording_url && masked,
    agent: call.agent && masked,
    remark: call.remark && masked,
  })),
});

/** `Grace Lake` as `G. L.`: enough to tell two rows apart. */
const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => `${[...word][0]?.toUpperCase() ?? ""}.`)
    .join(" ");
