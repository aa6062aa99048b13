import * as z from "zod";
import { parsePhone } from "../callingly/phones.ts";
import { ada } from "../kit/agents.ts";
import { type Contacts, type CrmRecord, type CrmRequest, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import type { Outgoing } from "../kit/serve.ts";
import { callInNote } from "../kit/told-note.ts";
import { type Condition, compares, DomainError, fits } from "./odoo-domain.ts";
import {
  CreateSchema,
  FieldsGetSchema,
  fieldsOf,
  GenerateSchema,
  models,
  NothingSchema,
  PostSchema,
  SearchReadSchema,
  searched,
  WriteSchema,
  written,
} from "./odoo-fields.ts";
import { refusals } from "./odoo-refusals.ts";

/**
 * As much of Odoo as the bridge uses: leads with their notes, stages, tags, users and contacts, by its JSON-2 API, with
 * its errors. https://www.odoo.com/documentation/19.0/developer/reference/external_api.html
 */

export const demoKey = "demo-odoo-api-key";

/** The user whose key that is. */
const BOT = 7;

type Values = Readonly<Record<string, unknown>>;
interface OdooRecord {
  readonly model: string;
  readonly id: number;
  readonly values: Values;
}

/** What every database begins with: https://github.com/odoo/odoo/blob/19.0/addons/crm/data/crm_stage_data.xml */
const seeded: readonly OdooRecord[] = [
  ...["New", "Qualified", "Proposition", "Won"].map((name, at) => ({
    model: "crm.stage",
    id: at + 1,
    values: { name },
  })),
  { model: "crm.tag", id: 1, values: { name: "Services" } },
  {
    model: "res.users",
    id: BOT,
    values: { login: "bridge", email: false, partner_id: [17, "Bridge"], share: false, active: true },
  },
  {
    model: "res.users",
    id: 8,
    values: {
      login: ada.email,
      email: ada.email,
      partner_id: [18, "Ada Fields"],
      share: false,
      active: true,
    },
  },
];

/** Odoo, with the means to put a lead into it as a person would. */
interface DemoOdoo extends DemoCrm {
  readonly contacts: Contacts;
}

export const odoo = {
  connector: "odoo",
  refusals,
  play: (open, now = Date.now): DemoOdoo => playOdoo(open<OdooRecord>(), now),
} as const satisfies CrmStandIn;

/** A user's contact, by id and name. */
const contactOf = (id: number): unknown =>
  seeded.map(({ values }) => values.partner_id).find((partner) => Array.isArray(partner) && partner[0] === id) ?? [
    id,
    "",
  ];

class OdooError extends Error {
  readonly status: number;
  readonly exception: string;

  constructor(status: number, exception: string, message: string) {
    super(message);
    this.status = status;
    this.exception = exception;
  }
}

const missing = () => new OdooError(404, "odoo.exceptions.MissingError", "Record does not exist or has been deleted.");
const valueError = (message: string) => new OdooError(500, "builtins.ValueError", message);

/** @param kept records of all models, by model and id */
function playOdoo(kept: Kept<OdooRecord>, now: () => number): DemoOdoo {
  const all = (model: string): OdooRecord[] =>
    [...seeded, ...kept.entries().map(([, record]) => record)].filter((record) => record.model === model);
  const find = (model: string, id: number): OdooRecord => {
    const record = all(model).find((each) => each.id === id);
    if (!record) throw missing();
    return record;
  };
  const moment = (): string => new Date(now()).toISOString().slice(0, 19).replace("T", " ");
  const add = (model: string, values: Values): number => {
    const id = 57 + kept.entries().length;
    kept.set(`${model} ${id}`, {
      model,
      id,
      values: { create_uid: [BOT, "Bridge"], create_date: moment(), ...values },
    });
    return id;
  };

  const read = (model: string, values: unknown): Values => {
    if (!(model in written)) throw new OdooError(403, "odoo.exceptions.AccessError", `You may not change ${model}.`);
    const { data, error } = written[model as keyof typeof written].safeParse(values);
    const [issue] = error?.issues ?? [];
    if (issue?.code === "unrecognized_keys") throw valueError(`Invalid field '${issue.keys[0]}' in '${model}'`);
    if (issue) throw valueError(`Wrong value for ${model}.${issue.path.join(".")}: ${issue.message}`);
    return withNames(data as Values);
  };

  /** Records that a field refers to are named beside their ids. */
  const withNames = ({ tag_ids: added, ...values }: Values): Values => ({
    ...Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const model = REFERS[name];
        const isReference = model !== undefined && typeof value === "number";
        return [name, isReference ? [value, nameOf(model, value)] : value];
      }),
    ),
    ...(Array.isArray(added) && { added: added.map(([, id]) => find("crm.tag", id).id) }),
  });
  const nameOf = (model: string, id: number): string =>
    models.includes(model) ? String(find(model, id).values.name ?? find(model, id).values.login) : model;

  const shown = ({ model, id, values }: OdooRecord): Values => ({
    ...values,
    id,
    ...(model === "crm.lead" && leadValues(values)),
  });

  const holds =
    ({ model, id, values }: OdooRecord) =>
    ([field, operator, value]: Condition): boolean => {
      if (!fieldsOf(model).has(field) && !searched[model]?.includes(field)) {
        throw valueError(`Invalid field ${model}.${field} in condition ${JSON.stringify([field, operator, value])}`);
      }
      if (field === "phone_mobile_search") {
        if (String(value).length < 3) throw new OdooError(422, "odoo.exceptions.UserError", "Too few characters.");
        return compares(String(values.phone || "").replace(/[\s\\./()-]/g, ""), operator, value);
      }
      const present = shown({ model, id, values })[field] ?? false;
      return compares(Array.isArray(present) ? present[0] : present, operator, value);
    };

  const searchRead = (model: string, body: unknown): Outgoing => {
    const { domain, fields, limit = 80, offset = 0, order = "id desc", context = {} } = SearchReadSchema.parse(body);
    const unknown = fields?.find((name) => !fieldsOf(model).has(name));
    if (unknown !== undefined) throw valueError(`Invalid field '${unknown}' on '${model}'`);
    const found = all(model)
      .filter(({ values }) => context.active_test === false || values.active !== false)
      .filter((record) => fits(domain, holds(record)));
    const sorted = order === "id desc" ? found.toSorted((a, b) => b.id - a.id) : found;
    const names = ["id", ...(fields ?? fieldsOf(model))];
    const rows = sorted.slice(offset, offset + limit).map((record) => {
      const values = shown(record);
      return Object.fromEntries(names.map((name) => [name, values[name] ?? emptyOf(name)]));
    });
    return json(200, rows);
  };

  const create = (model: string, body: unknown): Outgoing => {
    const { vals_list } = CreateSchema.parse(body);
    return json(
      200,
      vals_list.map((values) => {
        const given = read(model, values);
        if (!given.name) throw new OdooError(422, "odoo.exceptions.ValidationError", "Missing required value: name");
        if (model === "crm.tag" && all(model).some((tag) => tag.values.name === given.name)) {
          throw new OdooError(422, "odoo.exceptions.ValidationError", "Tag name already exists!");
        }
        return add(model, model === "crm.lead" ? { ...NEW_LEAD, ...given } : given);
      }),
    );
  };

  const write = (model: string, body: unknown): Outgoing => {
    const { ids, vals } = WriteSchema.parse(body);
    const { added = [], ...given } = read(model, vals);
    for (const record of ids.map((id) => find(model, id))) {
      const tags = [...new Set([...tagsOf(record.values), ...(added as number[])])];
      const values = {
        ...record.values,
        ...given,
        write_uid: [BOT, "Bridge"],
        ...(tags.length > 0 && { tag_ids: tags }),
      };
      kept.set(`${model} ${record.id}`, { ...record, values });
    }
    return json(200, true);
  };

  const post = (model: string, body: unknown): Outgoing => {
    const message = PostSchema.parse(body);
    const [id = 0] = message.ids;
    find(model, id);
    if (message.subtype_xmlid !== "mail.mt_note") {
      throw new OdooError(422, "odoo.exceptions.UserError", "This would be sent to the lead: a note has mail.mt_note.");
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
  };

  /** https://www.odoo.com/documentation/19.0/developer/reference/external_api.html#programmatic-key-management */
  const generate = (value: unknown): Outgoing => {
    const { key, expiration_date } = GenerateSchema.parse(value);
    if (!isKey(key)) throw new OdooError(403, "odoo.exceptions.AccessDenied", "The provided API key is invalid.");
    if (Date.parse(`${expiration_date}Z`) > now() + MOST_KEY_MS) {
      throw new OdooError(422, "odoo.exceptions.UserError", "You cannot exceed the duration of your role.");
    }
    const made = `${demoKey}-${kept.entries().length + 1}`;
    add("a key", { key: made });
    return json(200, made);
  };
  const isKey = (key: string): boolean => key === demoKey || all("a key").some(({ values }) => values.key === key);

  const describe = (value: unknown): Outgoing => {
    const { allfields } = FieldsGetSchema.parse(value);
    const known = allfields.filter((name) => fieldsOf("crm.lead").has(name));
    return json(200, Object.fromEntries(known.map((name) => [name, { type: typeOf(name) }])));
  };

  const route = ({ method, path, body }: CrmRequest): Outgoing => {
    const [, model = "", name = ""] = /^\/json\/2\/([\w.]+)\/(\w+)$/.exec(path) ?? [];
    if (method !== "POST" || model === "") {
      throw new OdooError(404, "werkzeug.exceptions.NotFound", "Did you mean POST /json/2/<model>/<method>?");
    }
    if (!models.includes(model))
      throw new OdooError(404, "werkzeug.exceptions.NotFound", `the model '${model}' does not exist`);
    const value: unknown = JSON.parse(body);
    const asked = `${model}.${name}`;
    if (name === "search_read") return searchRead(model, value);
    if (name === "create") return create(model, value);
    if (name === "write") return write(model, value);
    if (asked === "crm.lead.message_post" || asked === "res.partner.message_post") return post(model, value);
    if (asked === "res.users.apikeys.generate") return generate(value);
    if (asked === "crm.lead.fields_get") return describe(value);
    if (asked === "res.users.context_get" && NothingSchema.parse(value)) {
      return json(200, { lang: "en_US", tz: "Europe/Brussels", uid: BOT });
    }
    throw new OdooError(404, "werkzeug.exceptions.NotFound", `The method '${asked}' does not exist`);
  };

  return {
    credentials: { api_key: demoKey },
    answer(request) {
      try {
        if (!isKey(/^bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "")) {
          throw new OdooError(401, "werkzeug.exceptions.Unauthorized", "Invalid apikey");
        }
        return route(request);
      } catch (error) {
        return refusal(error);
      }
    },
    contacts: {
      save({ firstName = "", lastName = "", email = "", phone = "" }) {
        const name = [firstName, lastName].filter(Boolean).join(" ");
        const person = { contact_name: name || false, email_from: email || false, phone: phone || false };
        const made = { name: name || "Lead", create_uid: [8, "Ada Fields"], ...person };
        return String(add("crm.lead", { ...NEW_LEAD, ...made }));
      },
      merge(loserId, winnerId) {
        const [loser, winner] = [find("crm.lead", Number(loserId)), find("crm.lead", Number(winnerId))];
        // It is deleted, and its notes go to the one that is left.
        kept.set(`crm.lead ${loser.id}`, { ...loser, model: "deleted" });
        for (const note of all("mail.message").filter(({ values }) => values.res_id === loser.id)) {
          kept.set(`mail.message ${note.id}`, { ...note, values: { ...note.values, res_id: winner.id } });
        }
      },
      sent: (id) => byRule(find("crm.lead", Number(id))),
    },
    records: () => all("crm.lead").map((lead) => toRecord(shown(lead), all("mail.message"))),
  };
}

/** Fields that refer to a record, and of which model it is. */
const REFERS: Readonly<Record<string, string>> = {
  stage_id: "crm.stage",
  user_id: "res.users",
  author_id: "a contact",
  team_id: "a team",
};

const NEW_LEAD = { stage_id: [1, "New"], tag_ids: [], active: true, type: "lead" };

const MOST_KEY_MS = 90 * 86_400_000;

/** The type of a field that an administrator has made. */
const typeOf = (name: string): string => {
  if (name === "x_studio_first_contact") return "datetime";
  return typeof emptyOf(name) === "number" ? "integer" : "char";
};

/** What is empty: a number is 0, a list is one, and anything else is `false`. */
const emptyOf = (name: string): unknown => {
  if (name === "x_studio_seconds" || name === "x_studio_attempts") return 0;
  return name === "tag_ids" ? [] : false;
};

const tagsOf = ({ tag_ids }: Values): number[] => (Array.isArray(tag_ids) ? tag_ids : []);

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** What Odoo makes of a lead's own fields. */
const leadValues = (values: Values) => ({
  email_normalized: text(values.email_from).trim().toLowerCase() || false,
  phone_sanitized: parsePhone(text(values.phone), "US") ?? false,
  phone_sanitized_blacklisted: false,
});

/** https://www.odoo.com/documentation/19.0/developer/reference/external_api.html, Response */
function refusal(error: unknown): Outgoing {
  const answer = (status: number, name: string, message: string) =>
    json(status, { name, message, arguments: [message], context: {}, debug: "" });
  if (error instanceof OdooError) return answer(error.status, error.exception, error.message);
  if (error instanceof DomainError) return answer(500, "builtins.ValueError", error.message);
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    const named = issue?.code === "unrecognized_keys" ? issue.keys.join(", ") : issue?.path.join(".");
    return answer(422, "werkzeug.exceptions.UnprocessableEntity", `got an unexpected argument '${named}'`);
  }
  if (error instanceof SyntaxError)
    return answer(400, "werkzeug.exceptions.BadRequest", "could not parse the body as json");
  throw error;
}

/** As an automation rule sends a lead, with the fields that its page says to pick. */
function byRule({ id, values }: OdooRecord): ReturnType<Contacts["sent"]> {
  const idOf = (value: unknown) => (Array.isArray(value) ? value[0] : value);
  const body = {
    _action: "Send to Callingly(#412)",
    _id: id,
    _model: "crm.lead",
    active: values.active,
    contact_name: values.contact_name ?? false,
    create_uid: idOf(values.create_uid),
    email_from: values.email_from ?? false,
    id,
    name: values.name,
    partner_name: values.partner_name ?? false,
    phone: values.phone ?? false,
    phone_sanitized_blacklisted: false,
  };
  const headers = { "content-type": "application/json", "user-agent": "python-requests/2.31.0" };
  return { headers, body: JSON.stringify(body) };
}

// ── how it is shown to people ───────────────────────────────────────────────────────────────────────────────────────

function toRecord(lead: Values, messages: readonly OdooRecord[]): CrmRecord {
  const [, stage = ""] = Array.isArray(lead.stage_id) ? lead.stage_id : [];
  return {
    id: String(lead.id),
    name: text(lead.contact_name) || text(lead.name),
    phone: text(lead.phone),
    email: text(lead.email_from),
    summary: String(stage),
    calls: messages.filter(({ values }) => values.model === "crm.lead" && values.res_id === lead.id).flatMap(toCalls),
  };
}

const results: Readonly<Record<string, string>> = {
  Connected: "contacted",
  Voicemail: "voicemail",
  "No answer": "missed",
  Busy: "busy",
  "Asked not to be called": "removed",
};

/** Anybody may write other notes. */
function toCalls({ id, values }: OdooRecord): CrmRecord["calls"] {
  const { body, author_id, message_type, date } = values;
  const note = text(body)
    .replaceAll("<br>", "\n")
    .replace(/<[^>]*>/g, "");
  const read = note.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  const call = callInNote(read, { id: String(id), at: text(date), kept: { body, author_id, message_type, date } });
  return call ? [{ ...call, result: results[call.outcome] }] : [];
}
