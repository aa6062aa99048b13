import * as z from "zod";
import { SourceCredentialsSchema } from "../../lambda/runtime/secret-shapes.ts";
import { writeCredentials } from "../secrets/credential-fields.ts";
import { lastFormerKey } from "../secrets/former-key.ts";
import type { Stage } from "../stage/stage.ts";
import type { ListedSource } from "./list-sources.ts";
import { pageOf } from "./pages.ts";
import { type Refusals, refusalsOfDay } from "./refusals.ts";

/** Everything about one source, but what is in its leads. */
export interface SourceDetails extends ListedSource {
  readonly category: string | undefined;
  /** Its kind. */
  readonly captcha: string | undefined;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The page that says how its sender is connected. */
  readonly page: string;
  /** Which credentials open its platform, in words; undefined where nothing is fetched. */
  readonly fetchedWith: string | undefined;
  readonly refused: Refusals | undefined;
  readonly oldKeyUsedAt: string | undefined;
}

export async function sourceDetails(stage: Stage, listed: ListedSource): Promise<SourceDetails> {
  const { source, connector } = listed;
  const { settings = {}, category, captcha } = stage.config.sources[source] ?? {};
  const [refused, former, fetchedWith] = await Promise.all([
    refusalsOfDay(stage),
    lastFormerKey(stage, [source], undefined),
    credentialsOf(stage, source),
  ]);
  return {
    ...listed,
    category,
    captcha: captcha?.kind,
    settings,
    page: pageOf(connector),
    fetchedWith,
    refused: refused.find((one) => one.source === source),
    oldKeyUsedAt: former?.at,
  };
}

/** As scripts and pages get it, beside what the list of sources says. */
export const detailsJson = ({
  category,
  captcha,
  settings,
  page,
  fetchedWith,
  refused,
  oldKeyUsedAt,
}: SourceDetails) => ({
  category: category ?? null,
  captcha: captcha ?? null,
  settings,
  page,
  fetched_with: fetchedWith ?? null,
  refused_within_a_day: refused ? { statuses: refused.statuses, last_at: refused.lastAt } : null,
  old_key_used_at: oldKeyUsedAt ?? null,
});

/** Which credentials open the platform of a source, in words; undefined where nothing is fetched. */
async function credentialsOf({ bridge, secrets }: Stage, source: string): Promise<string | undefined> {
  const { intake, platformCrm: crm } = bridge.source(source) ?? {};
  if (!intake?.platform) return undefined;
  const own = SourceCredentialsSchema.safeParse(await secrets.read("source-credentials")).data?.[source];
  if (z.safeParse(intake.platform.credentials, own).success) return "credentials of its own, where they come as ids";
  return crm
    ? `the credentials of the CRM ${crm.name}, where they come as ids`
    : `credentials that are missing, where they come as ids. ${writeCredentials(source, intake.platform.credentials)}`;
}
