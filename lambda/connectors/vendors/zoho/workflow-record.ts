import { createHash } from "node:crypto";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { type Mapping, readFields, textAt } from "../../../lead/reader/fields.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import type { Reading } from "../../contract/intake.ts";
import { endIn } from "../../kit/in/no-lead.ts";
import { type Module, refusesCalls } from "./fields.ts";
import { KEY_NAMES } from "./key-in-body.ts";
import { isStopped, type StopSettings } from "./notifications.ts";

/**
 * A record that a workflow's webhook sends, under the names that somebody gave its parameters.
 * https://www.zoho.com/crm/developer/docs/api/v8/webhooks.html
 */

export interface WorkflowSettings extends StopSettings {
  readonly mapping: Mapping;
  /** Name of the parameter that holds the record's id; else it is known by its name. */
  readonly recordId?: string | undefined;
  readonly module: Module;
  readonly doNotCall: readonly string[];
}

export function readRecord(
  body: unknown,
  request: Pick<HttpRequest, "body" | "query">,
  settings: WorkflowSettings,
  country: Country | undefined,
): Reading {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new RejectedError(
      422,
      "The body is no record of a Zoho workflow: one record is expected, as a form or an object",
    );
  }
  const ended = endIn(body);
  if (ended) return ended;
  const record = recordIn(body, settings);
  const given = Object.fromEntries(Object.entries(body).filter(([name]) => !isAside(name, record?.name)));
  if (Object.keys(given).length === 0) return { kind: "ignored", why: "the request holds no lead" };
  const person: LeadDraft = readFields(given, settings.mapping, { country });
  const lead = refusesCalls(given, settings.doNotCall) ? { ...person, callsRefused: true } : person;
  if (!record) return { kind: "leads", leads: [lead] };
  const { type, id } = record;
  // A workflow that sends a record because it is lost says so by a parameter.
  if (isStopped(given, settings)) return { kind: "leads", leads: [], stops: [{ type, id }] };
  const digest = createHash("sha256").update(request.body).update(request.query.toString()).digest("base64url");
  const key = `${type}:${id}:${digest}`;
  return { kind: "leads", leads: [{ ...lead, key, keyWindowMs: REPEAT_WINDOW_MS, record: { type, id } }] };
}

/**
 * A workflow says nothing by which a repeat is known: the same bytes are sent again whenever it runs for an unchanged
 * record. Only the time tells that from a repeat.
 */
const REPEAT_WINDOW_MS = 86_400_000;

/** The source's key is no word about the lead, nor are the record's id and module. */
const isAside = (name: string, idName: string | undefined): boolean =>
  KEY_NAMES.includes(name.toLowerCase()) || name === idName || plain(name) === "module";

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]+/g, "");

/** Names that people give the id, and what some of them say of its module. */
const ID_NAMES: Readonly<Record<string, Module | undefined>> = {
  leadid: "Leads",
  leadsid: "Leads",
  contactid: "Contacts",
  contactsid: "Contacts",
  recordid: undefined,
  entityid: undefined,
  id: undefined,
};

/** As Zoho has them, also where a merge field still begins them in the old way. */
const ID = /^(?:zcrm_)?(\d{8,40})$/;

function recordIn(
  body: object,
  { recordId, module }: WorkflowSettings,
): { readonly name: string; readonly type: Module; readonly id: string } | undefined {
  const names =
    recordId === undefined
      ? Object.keys(ID_NAMES).flatMap((wanted) => Object.keys(body).filter((name) => plain(name) === wanted))
      : [recordId];
  const said = Object.keys(body).find((name) => plain(name) === "module");
  for (const name of names) {
    const id = ID.exec(textAt(body, name)?.trim() ?? "")?.[1];
    // The id of a deal or an account is no person's.
    const type = said === undefined ? (ID_NAMES[plain(name)] ?? module) : moduleOf(textAt(body, said));
    if (id !== undefined && type !== undefined) return { name, type, id };
  }
  return undefined;
}

const moduleOf = (text = ""): Module | undefined => {
  if (/^leads?$/i.test(text.trim())) return "Leads";
  return /^contacts?$/i.test(text.trim()) ? "Contacts" : undefined;
};
