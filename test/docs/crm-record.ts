import type { About } from "../../lambda/connectors/contract/about.ts";
import { exampleNow, examples } from "../../operator/results/preview/examples.ts";
import { findCrm } from "../../operator/results/preview/find-crm.ts";
import { rehearseReports } from "../../operator/results/preview/rehearse-reports.ts";
import { crmStandIns } from "../../stand-ins/crms/index.ts";
import type { CrmRecord } from "../../stand-ins/kit/crm.ts";
import { kept } from "../../stand-ins/kit/kept.ts";

/** The person of the example with recording and transcript, as the CRM's stand-in holds them afterwards. */
export async function recordIn({ key }: About): Promise<CrmRecord> {
  const scene = examples.find(({ name }) => name === "recorded");
  const played = crmStandIns
    .find(({ connector }) => connector === key)
    ?.play(
      () => kept(undefined),
      () => exampleNow.getTime(),
    );
  if (scene === undefined || played === undefined) throw new Error(`${key}: nothing to show`);
  const { failure } = await rehearseReports(findCrm(key, undefined), scene, played, exampleNow);
  if (failure !== undefined) throw failure;
  const record = played.records().find(({ calls }) => calls.length > 0);
  if (record === undefined) throw new Error(`${key}: its stand-in holds no record with a call`);
  return record;
}
