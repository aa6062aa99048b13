import * as z from "zod";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { done, rowProblem, written } from "./answers.ts";
import {
  BodySchema,
  CallSchema,
  ConvertSchema,
  type Module,
  mandatory,
  NoteSchema,
  schemas,
  TagsSchema,
} from "./fields.ts";
import type { Held, Values, ZohoRecord } from "./held.ts";

/** Records that are made and changed, one at a time: https://www.zoho.com/crm/developer/docs/api/v8/insert-records.html */

export function insert(held: Held, module: Module, body: string): Outgoing {
  const values = rowIn(module, body);
  if (!values.ok) return values.refusal;
  const missing = mandatory[module].find((name) => values.row[name] === undefined);
  if (missing !== undefined)
    return rowProblem("MANDATORY_NOT_FOUND", "required field not found", { api_name: missing });
  const refused = { Calls: refusedCall, Notes: refusedNote, Leads: undefined, Contacts: undefined }[module];
  return refused?.(held, values.row) ?? written(201, held.add(module, values.row), "record added");
}

/** A call's length is wanted once it is over, and it is about something. */
function refusedCall({ find }: Held, row: Values): Outgoing | undefined {
  const { Call_Type, Outgoing_Call_Status, Call_Duration, Who_Id, What_Id, $se_module } = CallSchema.parse(row);
  const isOver = Call_Type === "Inbound" || Outgoing_Call_Status === "Completed";
  if (isOver && Call_Duration === undefined) return invalid("Call_Duration");
  if (Who_Id && !find("Contacts", Who_Id.id)) return invalid("Who_Id");
  if (What_Id && !find($se_module ?? "", What_Id.id)) return invalid("What_Id");
  return undefined;
}

function refusedNote({ find }: Held, row: Values): Outgoing | undefined {
  const { id, module } = NoteSchema.parse(row).Parent_Id;
  return find(module.api_name, id)
    ? undefined
    : rowProblem("INVALID_DATA", "the related id given seems to be invalid", { api_name: "Parent_Id" });
}

export function update(held: Held, record: ZohoRecord, body: string): Outgoing {
  const values = rowIn(record.module, body);
  if (!values.ok) return values.refusal;
  const fixed = ["Call_Type", "Owner", "Call_Start_Time"].find(
    (name) => record.module === "Calls" && name in values.row,
  );
  if (fixed !== undefined) return invalid(fixed);
  return written(200, held.change(record, values.row), "record updated");
}

const invalid = (api_name: string): Outgoing => rowProblem("INVALID_DATA", "invalid data", { api_name });

export function addTags(held: Held, record: ZohoRecord, body: string): Outgoing {
  const { tags } = TagsSchema.parse(JSON.parse(body));
  const names = [...new Set([...tagsOf(record.values), ...tags.map(({ name }) => name)])];
  held.change(record, { Tag: names.map((name) => ({ name })) });
  return done({ tags: names }, "tags updated successfully");
}

const tagsOf = (values: Values): string[] =>
  (z.array(z.object({ name: z.string() })).safeParse(values.Tag).data ?? []).map(({ name }) => name);

export function convert(held: Held, lead: ZohoRecord, body: string): Outgoing {
  ConvertSchema.parse(JSON.parse(body));
  return done({ Contacts: { id: held.convert(lead).id } }, "converted");
}

type Read = { readonly ok: true; readonly row: Values } | { readonly ok: false; readonly refusal: Outgoing };

/** The one row of a body. */
function rowIn(module: Module, body: string): Read {
  const { data } = BodySchema.parse(JSON.parse(body));
  const read = schemas[module].safeParse(data[0]);
  if (read.success) return { ok: true, row: read.data as Values };
  const [issue] = read.error.issues;
  const api_name = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path[0];
  return { ok: false, refusal: rowProblem("INVALID_DATA", "invalid data", { api_name, json_path: "$.data[0]" }) };
}
