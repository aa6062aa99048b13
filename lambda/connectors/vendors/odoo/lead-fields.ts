import { RejectedError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { type ByOutcome, bestOutcome, isSetFor, nextStatus } from "../../kit/out/by-outcome.ts";
import { namedFields, type SpeedFields, speedChanges } from "../../kit/out/speed.ts";
import { isSurelyTheirs } from "../../kit/out/surely-theirs.ts";
import { isSameText } from "../../kit/same-text.ts";
import { IDENTITY, isTheirs, type PeopleSettings } from "./people.ts";
import { placeOf, recordOf } from "./place.ts";
import { call, checked, LEAD, madeId, momentOf, type Row, referenceOf, searchRead, textOf } from "./rpc.ts";

/**
 * A lead's stage follows the calls, as long as the lead is surely theirs and nobody has set it; so do a tag and figures.
 * A contact has no stage.
 */

export interface FieldSettings extends PeopleSettings {
  readonly stages: ByOutcome;
  readonly replacedStages: readonly string[];
  readonly tags: ByOutcome;
  readonly fields: SpeedFields;
}

export async function changeLead(crm: CrmHttp, job: ReportJob, settings: FieldSettings): Promise<void> {
  const { stages, tags, fields } = settings;
  const named = namedFields(fields);
  const outcome = bestOutcome(job);
  const tag = outcome && tags[outcome];
  if (recordOf(job).type !== LEAD || (!isSetFor(job, stages, tags) && named.length === 0)) return;
  const wanted = ["active", "stage_id", "tag_ids", ...named, ...IDENTITY];
  const { record, row, isMoved } = await placeOf(crm, job, wanted, settings);
  if (!isSurelyTheirs(job, { isMoved, isTheirs: isTheirs(row, job.lead, settings) })) return;
  const stage = stageFor(row, job, settings);
  const tagId = tag ? await idOfTag(crm, tag) : undefined;
  const changes = {
    ...(stage !== undefined && { stage_id: await idOfStage(crm, stage) }),
    // Added to those that are there: https://www.odoo.com/documentation/19.0/developer/reference/backend/orm.html#odoo.fields.Command
    ...(tagId !== undefined && !tagsOf(row).includes(tagId) && { tag_ids: [[4, tagId]] }),
    ...speedChanges(job, fields, asEmpty(row, fields), momentOf),
  };
  if (Object.keys(changes).length === 0) return;
  await call(crm, LEAD, "write", { ids: [checked(record).id], vals: changes });
}

/** Settings name a stage by its id or as people see it. @returns as the settings have it */
function stageFor(row: Row, job: ReportJob, { stages, replacedStages }: FieldSettings): string | undefined {
  // Somebody lost it: it is back only when they say so.
  if (row.active === false) return undefined;
  const stage = referenceOf(row, "stage_id");
  const present = stage?.id ?? "";
  const asKnown = (named: string): string => (isSameText(named, stage?.name ?? "") ? present : named);
  const statuses = {
    contacted: stages.contacted && asKnown(stages.contacted),
    voicemail: stages.voicemail && asKnown(stages.voicemail),
    missed: stages.missed && asKnown(stages.missed),
    removed: stages.removed && asKnown(stages.removed),
  };
  return nextStatus(present, job, { statuses, replaced: replacedStages.map(asKnown) });
}

const isId = (text: string): boolean => /^[1-9]\d*$/.test(text);

/** As many of one name are read. */
const MOST = 20;

/** Their ids, by a name in the language of the user whom the bridge is. */
async function namedSo(crm: CrmHttp, model: string, name: string): Promise<number[]> {
  const domain = [["name", "=ilike", name.trim().replace(/[\\%_]/g, "\\$&")]];
  const rows = await searchRead(crm, model, { domain, fields: ["name"], limit: MOST });
  return rows.filter((row) => isSameText(textOf(row, "name"), name)).map(({ id }) => id);
}

async function idOfStage(crm: CrmHttp, stage: string): Promise<number> {
  if (isId(stage)) return Number(stage);
  const [id, ...others] = await namedSo(crm, "crm.stage", stage);
  if (id !== undefined && others.length === 0) return id;
  throw new RejectedError(
    400,
    id === undefined
      ? `Odoo has no stage “${stage}”: name one of the pipeline, in the language of the bridge's user, or its id`
      : `Odoo has several stages “${stage}”: name the one by its id`,
  );
}

/** A tag's name is its own: of two workers that make it, one is refused and finds it. */
async function idOfTag(crm: CrmHttp, tag: string): Promise<number> {
  if (isId(tag)) return Number(tag);
  const [found] = await namedSo(crm, "crm.tag", tag);
  if (found !== undefined) return found;
  try {
    return Number(madeId(await call(crm, "crm.tag", "create", { vals_list: [{ name: tag }] })));
  } catch (error) {
    const [made] = await namedSo(crm, "crm.tag", tag);
    if (made === undefined) throw error;
    return made;
  }
}

const tagsOf = (row: Row): unknown[] => (Array.isArray(row.tag_ids) ? row.tag_ids : []);

/** What is empty is `false` in Odoo, and a number that nobody has set is 0. */
function asEmpty(row: Row, { secondsToRing }: SpeedFields): Record<string, unknown> {
  const isEmpty = (name: string, value: unknown) => value === false || (name === secondsToRing && value === 0);
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, isEmpty(name, value) ? null : value]));
}
