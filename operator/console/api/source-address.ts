import * as z from "zod";
import { CaptchaSchema } from "../../../lambda/captcha/settings.ts";
import { languages } from "../../../lambda/connectors/kit/words/languages.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { asTyped } from "../../../lib/program/typed.ts";
import { askDoor } from "../../sources/ask-door.ts";
import { type ListedSource, listSources, sourceNamed } from "../../sources/list-sources.ts";
import { refuseNotRunning } from "../../sources/running.ts";
import { followLead, sendLead, sendQuestion, type TestLead } from "../../sources/send-lead.ts";
import { snippetFor } from "../../sources/snippet-for.ts";
import type { Stage } from "../../stage/stage.ts";
import { bringIn } from "../../words/bring-in.ts";
import { asks, type Context, reads, rings } from "../route.ts";
import { SourceSchema } from "./sources.ts";

/** What needs a source's address, which holds its key: it is shown when the operator asks, and never where the console is masked. */

const whole = async ({ stage }: Pick<Context, "stage">, source: string): Promise<ListedSource> =>
  sourceNamed(await listSources(stage), source);

/** The same, to be shown. @throws Problem where the console is masked */
async function shown(context: Context, source: string): Promise<ListedSource> {
  if (context.console.isMasked)
    throw new Problem("This console was opened with --masked: an address holds a key, and keys are not shown.");
  return whole(context, source);
}

/** Where leads are posted to. */
export const address = reads(SourceSchema, async ({ source }, context) => ({
  url: (await shown(context, source)).url,
}));

const SnippetSchema = SourceSchema.extend({
  /** Another captcha than the configuration has, to see what it would come to. */
  captcha: z
    .object({
      kind: z.string().max(40),
      site_key: z.string().max(200).default(""),
      project: z.string().max(64).optional(),
    })
    .optional(),
  /** Default: the source's own. */
  language: z.enum(languages).optional(),
});

/** What to paste into the sender: `bridge sources --snippet`. */
export const snippetOf = reads(SnippetSchema, async ({ source, captcha: wanted, language }, context) => {
  const { connector, url } = await shown(context, source);
  const own = context.stage.config.sources[source]?.captcha;
  const captcha = wanted === undefined ? own : captchaOf(wanted);
  const made = snippetFor(context.stage, { source, connector, url }, { language, captcha: { settings: captcha } });
  return {
    text: asTyped(made.text, context.console.typed),
    language: made.language,
    captcha: captcha?.kind ?? null,
    /** What has to stand in bridge.config.ts for it; null where it does already. */
    setting:
      wanted === undefined || captcha?.kind === own?.kind
        ? null
        : asTyped(settingOf(captcha, context.stage), context.console.typed),
  };
});

type Captcha = z.output<typeof SnippetSchema>["captcha"];

function captchaOf({ kind, site_key: siteKey, project }: NonNullable<Captcha>) {
  if (kind === "none") return undefined;
  const given = kind === "altcha" ? { kind } : { kind, siteKey, ...(project && { project }) };
  const read = CaptchaSchema.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Problem(`captcha.${issue?.path.join(".") || "kind"}: ${issue?.message ?? "it is none"}.`);
}

function settingOf(captcha: ReturnType<typeof captchaOf>, stage: Stage): string {
  if (!captcha) return `Take \`captcha\` out of the source in bridge.config.ts and ${bringIn(stage)}.`;
  const fields = Object.entries(captcha).filter(([, value]) => !Array.isArray(value));
  return `captcha: { ${fields.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(", ")} }`;
}

/** Whether scripts of a page get an answer: by the configuration, and by the door itself. */
export const origin = reads(
  SourceSchema.extend({ page: z.string().min(1).max(500) }),
  async ({ source, page }, context) => {
    const { origin, isNamed, door } = await askDoor(context.stage, await whole(context, source), page, { fetch });
    return { origin, named: isNamed, door };
  },
);

const TestSchema = SourceSchema.extend({
  phone: z.string().min(1).max(60),
  first_name: z.string().max(100).default("Test"),
  last_name: z.string().max(100).default("Lead"),
  email: z.string().max(200).optional(),
});

const leadOf = ({ phone, first_name, last_name, email }: z.output<typeof TestSchema>): TestLead => ({
  phone,
  firstName: first_name,
  lastName: last_name,
  ...(email && { email }),
  as: "auto",
});

/** What is asked before a test lead is sent; null where nobody is really called. */
export const askSend = asks(TestSchema, async (wanted, context) => {
  const listed = await whole(context, wanted.source);
  refuseNotRunning(context.stage, wanted.source);
  return { shown: { question: sendQuestion(context.stage, listed, leadOf(wanted)) ?? null }, agreed: wanted };
});

/** Sends a test lead and follows it: `bridge send`. */
export const send = rings(askSend, async (wanted, context) => {
  const { stage, progress, signal } = context;
  const listed = await whole(context, wanted.source);
  const sentAt = stage.now();
  const { status, words, leadId, isTaken, instead } = await sendLead(listed, leadOf(wanted), { fetch });
  const answered = {
    http_status: status,
    words,
    taken: isTaken,
    instead: instead === undefined ? null : asTyped(instead, context.console.typed),
    lead_id: leadId ?? null,
  };
  if (!isTaken || leadId === undefined) return { ...answered, steps: [], verdict: null };
  const looked = (state: string) => progress(`${state} …`);
  const { history, verdict } = await followLead(stage, leadId, sentAt, { sleep: stage.sleep, looked, signal });
  const steps = history.map(({ at, state, reason }) => ({ at, state, reason: reason ?? null }));
  return { ...answered, steps, verdict };
});
