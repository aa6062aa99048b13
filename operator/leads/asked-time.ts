import type { Bridge } from "../../lambda/config/bridge.ts";
import { readAsked } from "../../lambda/lead/asked/read.ts";
import type { Asked } from "../../lambda/lead/asked/record.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { later, timing } from "../../lambda/lead/timing.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { Stage } from "../stage/stage.ts";

/**
 * The moment that an operator names for a lead: as forms and bookings name it, and by the same clocks, those of the
 * person before those of the account.
 * @throws Problem when it cannot be read, is over, or lies too far ahead
 */
export function timeNamed(
  text: string,
  { asked, person, place, account }: Lead,
  { bridge, now }: Pick<Stage, "bridge" | "now">,
): Asked & { readonly at: string } {
  const at = now();
  const named = asked?.zone ?? asked?.named;
  const said: Asked = { text: text.trim(), said: at.toISOString(), isSure: true, ...(named && { named }) };
  const accountZone = bridge.account(account)?.timeZone ?? "UTC";
  const found = readAsked(said, { phone: person.phone, place, accountZone });
  if (found.kind === "now") throw new Problem("To call now, release the lead: bridge leads release.");
  if (found.kind === "unclear")
    throw new Problem(
      `“${text}”: ${found.why}. Write the time as 2026-06-16 14:30, with -04:00 or a zone behind it, or as “tomorrow at 9”.`,
    );
  if (found.at <= at) throw new Problem(`“${text}”: that is over (${found.at.toISOString()}); name a time ahead.`);
  if (found.at > later(at, timing.longestAsked))
    throw new Problem(`“${text}”: that is more than ${timing.longestAsked / timing.day} days ahead.`);
  return { ...said, at: found.at.toISOString(), zone: found.zone, by: "operator" };
}

/**
 * The lead with the moment that its words name, for an operator: of one that lies too far ahead, or was over when it
 * came, no moment is stored.
 */
export function withMoment(lead: Lead, { bridge }: { readonly bridge: Pick<Bridge, "account"> }): Lead {
  const { asked, person, place, account } = lead;
  if (asked === undefined || asked.at !== undefined) return lead;
  const accountZone = bridge.account(account)?.timeZone ?? "UTC";
  const found = readAsked(asked, { phone: person.phone, place, accountZone });
  if (found.kind !== "moment") return lead;
  return { ...lead, asked: { ...asked, at: found.at.toISOString(), zone: found.zone, by: found.by } };
}
