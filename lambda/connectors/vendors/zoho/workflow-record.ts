import { type Mapping, textAt } from "../../../lead/reader/fields.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import type { Reading } from "../../contract/intake.ts";
import { type PlacedRecord, plainName, readComposed } from "../../kit/in/composed-record.ts";
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

export const readRecord = (
  body: unknown,
  request: Pick<HttpRequest, "body" | "query">,
  settings: WorkflowSettings,
  country: Country | undefined,
): Reading =>
  readComposed(
    body,
    request,
    {
      what: "record of a Zoho workflow",
      mapping: settings.mapping,
      recordIn: (given) => recordIn(given, settings),
      isAside,
      refusesCalls: (fields) => refusesCalls(fields, settings.doNotCall),
      isStopped: (fields) => isStopped(fields, settings),
    },
    country,
  );

/** The source's key is no word about the lead, nor is the record's module. */
const isAside = (name: string): boolean => KEY_NAMES.includes(name.toLowerCase()) || plainName(name) === "module";

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

function recordIn(body: object, { recordId, module }: WorkflowSettings): PlacedRecord | undefined {
  const names =
    recordId === undefined
      ? Object.keys(ID_NAMES).flatMap((wanted) => Object.keys(body).filter((name) => plainName(name) === wanted))
      : [recordId];
  const said = Object.keys(body).find((name) => plainName(name) === "module");
  for (const name of names) {
    const id = ID.exec(textAt(body, name)?.trim() ?? "")?.[1];
    // The id of a deal or an account is no person's.
    const type = said === undefined ? (ID_NAMES[plainName(name)] ?? module) : moduleOf(textAt(body, said));
    if (id !== undefined && type !== undefined) return { name, type, id };
  }
  return undefined;
}

const moduleOf = (text = ""): Module | undefined => {
  if (/^leads?$/i.test(text.trim())) return "Leads";
  return /^contacts?$/i.test(text.trim()) ? "Contacts" : undefined;
};
