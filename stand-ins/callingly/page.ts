import { formatPhone } from "../kit/phones.ts";
import type { Callingly } from "./core.ts";
import type { Call } from "./model.ts";
import { SwitchesSchema } from "./switches.ts";
import { fullName } from "./views.ts";

/** The stand-in's page for people: one page, rendered again every two seconds, with nothing to load. */

const shownRows = 15;

export function page(core: Callingly, now: number): string {
  const { records, rings } = core;
  return `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2">
<title>Callingly stand-in</title>
<link rel="icon" href="data:,">
<style>${style}</style>
<header>
  <h1>Callingly stand-in</h1>
  <p>${rings.length} rings, ${records.all("lead").length} leads. Nobody is really called.</p>
</header>
<main>
${table("Calls", ["Call", "Started", "Lead", "Team", "Status", "Result", "Seconds", "Rung by"], callRows(core, now))}
${table("Waiting to ring", ["Lead", "In", "Why"], appointmentRows(core, now))}
${table("Leads", ["Lead", "Name", "Phone", "CRM id", "Status", "Result"], leadRows(core))}
${table("Webhooks", ["Id", "Event", "To"], webhookRows(core))}
${table("Deliveries", ["When", "Event", "To", "Answer"], deliveryRows(core, now))}
${table("Requests", ["When", "Request", "Answer"], requestRows(core, now))}
${table("Switches", ["Switch", "Now", "Meaning"], switchRows(core))}
</main>
</html>
`;
}

type Cell = string | number | null | undefined;

const callRows = ({ records }: Callingly, now: number): Cell[][] =>
  latest(records.all("call")).map((call) => [
    call.id,
    ago(call.started_at, now),
    phoneOf(records, call),
    records.get("team", call.team_id)?.name,
    call.status,
    call.result,
    call.seconds,
    call.by,
  ]);

const appointmentRows = ({ records }: Callingly, now: number): Cell[][] =>
  records
    .all("appointment")
    .slice(0, shownRows)
    .map(({ lead_id, at, by }) => [lead_id, `${Math.max(Math.round((at - now) / 1000), 0)} s`, by]);

const leadRows = ({ records }: Callingly): Cell[][] =>
  latest(records.all("lead")).map((lead) => [
    lead.id,
    fullName(lead),
    formatPhone(lead.phone_number),
    lead.crm_id,
    lead.status,
    lead.result,
  ]);

const webhookRows = ({ records }: Callingly): Cell[][] =>
  records.all("webhook").map(({ id, event, target_url }) => [id, event, target_url]);

const deliveryRows = ({ deliveries }: Callingly, now: number): Cell[][] =>
  latest(deliveries.log).map(({ at, event, url, status }) => [ago(at, now), event, url, status ?? "no answer"]);

const requestRows = ({ requests }: Callingly, now: number): Cell[][] =>
  latest(requests).map(({ at, method, path, status, reply }) => [ago(at, now), `${method} ${path}`, status ?? reply]);

const switchRows = ({ switches }: Callingly): Cell[][] =>
  Object.entries(SwitchesSchema.shape).map(([name, schema]) => [
    name,
    JSON.stringify(switches[name as keyof typeof switches]),
    schema.description,
  ]);

function table(title: string, heads: readonly string[], rows: readonly Cell[][]): string {
  const head = heads.map((text) => `<th>${text}</th>`).join("");
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`);
  const empty = `<tr><td class="none" colspan="${heads.length}">none yet</td></tr>`;
  return `<section><h2>${title}</h2><table><tr>${head}</tr>${body.join("\n") || empty}</table></section>`;
}

const latest = <T>(rows: readonly T[]): T[] => rows.slice(-shownRows).reverse();

const ago = (at: number, now: number): string => `${Math.round((now - at) / 1000)} s ago`;

function phoneOf(records: Callingly["records"], call: Call): string {
  return formatPhone(records.get("lead", call.lead_id)?.phone_number ?? "");
}

/** Names and numbers come from senders, so they are escaped. */
const escapeHtml = (cell: Cell): string =>
  String(cell ?? "").replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `
  :root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif; }
  body { max-width: 68rem; margin: 2rem auto; padding: 0 1rem; }
  header p { color: GrayText; }
  h2 { font-size: 1rem; margin: 2rem 0 .5rem; }
  table { width: 100%; border-collapse: collapse; }
  th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8883; overflow-wrap: anywhere; }
  th { font-weight: 600; color: GrayText; }
  td:first-child { white-space: nowrap; }
  .none { color: GrayText; }
`;
