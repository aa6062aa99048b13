import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { type ByOutcome, bestOutcome, isSetFor, nextStatus } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { isWholly } from "../../kit/out/find-person.ts";
import { given } from "../../kit/out/given.ts";
import { namedFields, type SpeedFields, speedChanges } from "../../kit/out/speed.ts";
import { isSurelyTheirs } from "../../kit/out/surely-theirs.ts";
import { isSameText } from "../../kit/same-text.ts";
import { candidate, type FubPerson } from "./objects.ts";
import { countryOf, PEOPLE, type PlaceSettings } from "./people-search.ts";
import { placeOf } from "./place.ts";

/** What of a call the person shows: their stage, a tag, custom fields. */

export interface PersonSettings extends PlaceSettings {
  readonly stage: ByOutcome;
  readonly replacedStages: readonly string[];
  readonly tag: ByOutcome;
  readonly fields: SpeedFields;
}

/** Stages and tags start automations, so they are touched only where the person is surely theirs. */
export async function changePerson(crm: CrmHttp, job: ReportJob, settings: PersonSettings): Promise<void> {
  const { fields, stage, tag } = settings;
  const withFields = namedFields(fields).length > 0;
  if (!withFields && !isSetFor(job, stage, tag)) return;
  const { person, isMoved } = await placeOf(crm, job, { settings, withFields });
  const isTheirs = isWholly(candidate(person), job.lead, countryOf(job.lead, settings));
  if (!isSurelyTheirs(job, { isMoved, isTheirs })) return;
  const changes = given({
    stage: stageFor(person, job, settings),
    tags: tagsFor(person, job, settings),
    ...speedChanges(job, fields, person),
  });
  if (Object.keys(changes).length === 0) return;
  // Without `mergeTags` those that are there would go: https://docs.followupboss.com/reference/people-id-put
  await crm.request("PUT", `${PEOPLE}/${person.id}?mergeTags=true`, jsonContent(changes));
}

function tagsFor({ tags }: FubPerson, job: ReportJob, { tag }: PersonSettings): string[] | undefined {
  const outcome = bestOutcome(job);
  const added = outcome && tag[outcome];
  return added && !(tags ?? []).some((each) => isSameText(each, added)) ? [added] : undefined;
}

/** Stages are named as people see them, in whichever case. */
function stageFor(
  { stage }: FubPerson,
  job: ReportJob,
  { stage: stages, replacedStages }: PersonSettings,
): string | undefined {
  const present = stage ?? "";
  const asKnown = <Name extends string | null>(name: Name): Name | string =>
    name !== null && isSameText(name, present) ? present : name;
  const statuses = {
    contacted: asKnown(stages.contacted),
    voicemail: asKnown(stages.voicemail),
    missed: asKnown(stages.missed),
    removed: asKnown(stages.removed),
  };
  return nextStatus(present, job, { statuses, replaced: replacedStages.map(asKnown) });
}
