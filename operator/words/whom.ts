import type { Lead } from "../../lambda/lead/lead.ts";
import { maskedPhone, nameOf } from "../shapes/lead.ts";
import { span } from "./times.ts";

/** The person a question is about: the name, a masked number, when the lead came. */
export const whom = (lead: Lead, now: Date): string =>
  `${nameOf(lead)}, ${maskedPhone(lead) ?? "no phone number"}, came ${span(lead.receivedAt, now)} ago`;
