import type { CrmRecord } from "../../../lead/lead.ts";
import type { CrmHttp, ReportJob, Written } from "../../contract/reporter.ts";
import { atRecord } from "../../kit/out/at-record.ts";
import { callMarker } from "../../kit/out/describe-call.ts";
import { htmlNote, traceOf } from "../../kit/out/note.ts";
import type { PeopleSettings } from "./people.ts";
import { movedTo, recordOf } from "./place.ts";
import { call, checked, madeId, referenceOf, searchRead, textOf } from "./rpc.ts";

/**
 * A call as a note in the record's chatter: Odoo has no record of its own for calls but in its telephony app.
 * https://github.com/odoo/odoo/blob/19.0/addons/mail/models/mail_thread.py, `message_post`
 */

const MESSAGE = "mail.message";

/** Characters; Odoo names no limit. */
const MOST_HTML = 60_000;

/**
 * Odoo shows a text without its line breaks, so it is given as HTML, which its `body_is_html` is for.
 * https://github.com/odoo/odoo/pull/129977
 */
const bodyOf = (job: ReportJob): string => withLink(htmlNote(job, MOST_HTML, { standsAlone: true }));

/** In the line that ends the note on a call before its transcript; nothing in an address ends the attribute. */
const withLink = (html: string): string =>
  html.replace(/(<br>Recording: )(https?:\/\/[^\s<>"']+)/, '$1<a href="$2">$2</a>');

/**
 * A note, which is for the team: a comment would go to the lead and its followers as an e-mail. Where two leads were
 * merged, on the one that is left.
 */
export async function createNote(crm: CrmHttp, job: ReportJob, settings: PeopleSettings): Promise<Written> {
  const author = await partnerOf(crm, job.ownerId ?? settings.ownerId);
  const post = async (record: CrmRecord) => {
    const { model, id } = checked(record);
    const message = {
      ids: [id],
      body: bodyOf(job),
      body_is_html: true,
      message_type: "comment",
      subtype_xmlid: "mail.mt_note",
      ...(author !== undefined && { author_id: author }),
      // Whoever writes a note would follow the record from then on.
      context: { mail_post_autofollow_author_skip: true },
    };
    return { activityId: madeId(await call(crm, model, "message_post", message)) };
  };
  const { type, id } = recordOf(job);
  return atRecord(
    id,
    async () => (await movedTo(crm, job, settings))?.id,
    (place) => post({ type, id: place.id }),
  );
}

/** Whoever may change the record may change its notes. A message has no other owner than its author, so that stays. */
export async function updateNote(crm: CrmHttp, job: ReportJob, id: string): Promise<Written> {
  const { id: message } = checked({ type: MESSAGE, id });
  await call(crm, MESSAGE, "write", { ids: [message], vals: { body: bodyOf(job) } });
  return { activityId: id };
}

/** A user writes as the contact that they are. */
async function partnerOf(crm: CrmHttp, userId: string | undefined): Promise<number | undefined> {
  if (userId === undefined) return undefined;
  const { id } = checked({ type: "res.users", id: userId });
  const search = { domain: [["id", "=", id]], fields: ["partner_id"], limit: 1 };
  const [user] = await searchRead(crm, "res.users", search, true);
  const partner = user && referenceOf(user, "partner_id");
  return partner && Number(partner.id);
}

/** As many notes that begin alike are read. */
const MOST_NOTES = 5;

/**
 * The note of an earlier write whose end is not known. The notes of a lead that was merged are those of the one that is
 * left.
 */
export async function findNote(crm: CrmHttp, job: ReportJob, settings: PeopleSettings): Promise<string | undefined> {
  const record = recordOf(job);
  const own = await noteOn(crm, record, job);
  if (own !== undefined) return own;
  const { model, id } = checked(record);
  const present = await searchRead(crm, model, { domain: [["id", "=", id]], fields: ["id"], limit: 1 }, true);
  const moved = present.length === 0 ? await movedTo(crm, job, settings) : undefined;
  return moved && noteOn(crm, moved, job);
}

async function noteOn(crm: CrmHttp, record: CrmRecord, job: ReportJob): Promise<string | undefined> {
  const { model, id } = checked(record);
  const domain = [
    ["model", "=", model],
    ["res_id", "=", id],
    ["body", "like", callMarker(job.call)],
  ];
  const notes = await searchRead(crm, MESSAGE, { domain, fields: ["body"], limit: MOST_NOTES });
  const note = traceOf(job.call, notes, (row) => textOf(row, "body"));
  return note && String(note.id);
}
