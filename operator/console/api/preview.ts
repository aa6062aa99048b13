import * as z from "zod";
import { ConfigError } from "../../../lambda/config/schema.ts";
import { connectors } from "../../../lambda/connectors/index.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { mappingSettingOf } from "../../preview/mapping-setting.ts";
import { preview } from "../../preview/preview.ts";
import { readRequest } from "../../preview/read-request.ts";
import { storedSecrets } from "../../preview/stored-secrets.ts";
import { previewByLead } from "../../shapes/preview.ts";
import { literal } from "../../words/literal.ts";
import { reads } from "../route.ts";

/** What the bridge would make of a request. Its content goes into the body of a request to this server, and nowhere else. */

/** What can be chosen: sources with their settings, and connectors. */
export const choices = reads(z.object({}), async (_, { stage }) => ({
  sources: Object.entries(stage.config.sources).map(([source, { connector, settings }]) => ({
    source,
    connector,
    settings,
    mapping: mappingSettingOf(connector) ?? null,
  })),
  connectors: connectors.filter((each) => "intake" in each).map(({ key, title }) => ({ key, title })),
}));

const RequestSchema = z.object({
  request: z.string().min(1, "paste a request, a curl command or a body"),
  /** Of a file, whose bytes a signature is over. */
  encoding: z.enum(["utf8", "base64"]).default("utf8"),
  source: z.string().max(100).optional(),
  connector: z.string().max(100).optional(),
  at: z.iso.datetime().optional(),
  /** Settings of the source instead of its own, as JSON. */
  settings: z.string().max(20_000).optional(),
});

/** `bridge preview`, with the configuration, the table and the stored secrets of this bridge. */
export const previewOf = reads(
  RequestSchema,
  async ({ request, encoding, source, connector, at, settings }, context) => {
    const { stage } = context;
    const given = settings === undefined ? undefined : settingsIn(settings);
    const result = await quietly(async () =>
      preview(readRequest(Buffer.from(request, encoding)), {
        secretRemedy: source === undefined ? "choose its source" : "write its secret under Secrets",
        at: at === undefined ? stage.now() : new Date(at),
        ...(source === undefined ? { connector } : { source, config: stage.config, stage, settings: given }),
        ...(source !== undefined && { secret: await storedSecrets(stage, source) }),
      }),
    );
    return {
      ...previewByLead(result),
      for_config: source !== undefined && given ? `sources.${source}.settings: ${literal(given)}` : null,
    };
  },
);

function settingsIn(text: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new Problem('settings: write one JSON object, such as {"mapping": {"phone": "Best number"}}.');
  }
}

/** A failure of ours may quote what was pasted, and ends in the terminal's output: it is said without its words. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem || error instanceof ConfigError) throw error;
    throw new Problem(`This cannot be read (${error instanceof Error ? error.name : "unknown"}): it may be cut off.`);
  }
}
