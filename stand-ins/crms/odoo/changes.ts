import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { parted } from "../../kit/own-words.ts";
import { BRIDGE, contactOf, type Database, type Values } from "./database.ts";
import { OdooError, userError, valueError } from "./errors.ts";
import { CreateSchema, models, PostSchema, WriteSchema, written } from "./fields.ts";
import { NEW_LEAD } from "./leads.ts";

/** What is made and changed: records of a model, and notes on them. */

export function create(database: Database, model: string, body: unknown): Outgoing {
  const { vals_list } = CreateSchema.parse(body);
  const made = vals_list.map((values) => {
    const given = read(database, model, values);
    if (!given.name) throw invalid("Missing required value: name");
    if (model === "crm.tag" && database.all(model).some((tag) => tag.values.name === given.name)) {
      throw invalid("Tag name already exists!");
    }
    return database.add(model, model === "crm.lead" ? { ...NEW_LEAD, ...given } : given);
  });
  return json(200, made);
}

const invalid = (message: string) => new OdooError(422, "odoo.exceptions.ValidationError", message);

export function write(database: Database, model: string, body: unknown): Outgoing {
  const { ids, vals } = WriteSchema.parse(body);
  const { added = [], ...given } = read(database, model, vals);
  for (const record of ids.map((id) => database.find(model, id))) {
    const tags = [...new Set([...tagsOf(record.values), ...(added as number[])])];
    database.change(record, { ...given, write_uid: BRIDGE, ...(tags.length > 0 && { tag_ids: tags }) });
  }
  return json(200, true);
}

const tagsOf = ({ tag_ids }: Values): number[] => (Array.isArray(tag_ids) ? tag_ids : []);

/** @throws OdooError for a field or value that the model does not take */
function read(database: Database, model: string, values: unknown): Values {
  if (!(model in written)) throw new OdooError(403, "odoo.exceptions.AccessError", `You may not change ${model}.`);
  // An id of its own is checked as the others are; a field is not known at all.
  const fields = new Set([...database.own].filter((word) => /^[a-z]/.test(word)));
  const { known, own } = parted(values, fields);
  const { data, error } = written[model as keyof typeof written].safeParse(known);
  const [issue] = error?.issues ?? [];
  if (issue?.code === "unrecognized_keys") throw valueError(`Invalid field '${issue.keys[0]}' in '${model}'`);
  if (issue) throw valueError(`Wrong value for ${model}.${issue.path.join(".")}: ${issue.message}`);
  return { ...withNames(database, data as Values), ...own };
}

/** Records that a field refers to are named beside their ids. */
function withNames(database: Database, { tag_ids: added, ...values }: Values): Values {
  const named = Object.entries(values).map(([name, value]) => {
    const model = REFERS[name];
    const isReference = model !== undefined && typeof value === "number";
    return [name, isReference ? [value, nameOf(database, model, value)] : value];
  });
  return {
    ...Object.fromEntries(named),
    ...(Array.isArray(added) && { added: added.map(([, id]) => database.find("crm.tag", id).id) }),
  };
}

function nameOf({ find }: Database, model: string, id: number): string {
  if (!models.includes(model)) return model;
  const { name, login } = find(model, id).values;
  return String(name ?? login);
}

/** Fields that refer to a record, and of which model it is. */
const REFERS: Readonly<Record<string, string>> = {
  stage_id: "crm.stage",
  user_id: "res.users",
  author_id: "a contact",
  team_id: "a team",
};

/** https://github.com/odoo/odoo/blob/19.0/addons/mail/models/mail_thread.py, `message_post` */
export function post({ find, add, moment }: Database, model: string, body: unknown): Outgoing {
  const message = PostSchema.parse(body);
  const [id = 0] = message.ids;
  find(model, id);
  if (message.subtype_xmlid !== "mail.mt_note") {
    throw userError("This would be sent to the lead: a note has mail.mt_note.");
  }
  const { body: text = "", body_is_html = false, message_type = "notification", author_id = 17 } = message;
  const html = body_is_html ? text : text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const values = {
    model,
    res_id: id,
    body: `<p>${html}</p>`,
    message_type,
    date: moment(),
    author_id: contactOf(author_id),
  };
  return json(200, [add("mail.message", values)]);
}
