import * as z from "zod";
import { inkOn } from "../../../lambda/connectors/kit/in/site-color.ts";
import { languages } from "../../../lambda/connectors/kit/words/languages.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { preview } from "../../preview/preview.ts";
import { readRequest } from "../../preview/read-request.ts";
import { literal } from "../../words/literal.ts";
import { reads } from "../route.ts";
import { configured, SourceSchema } from "./sources.ts";

/** What a visitor reads whose browser has sent a source's form, in other colours and under another name than are set. */

const color = z.string().regex(/^#[\da-f]{6}$/i, "write a colour as #0a66c2");

const LookSchema = SourceSchema.extend({
  site_name: z.string().trim().max(60),
  /** Empty: none. */
  color: z.union([z.literal(""), color]),
  language: z.enum(languages).optional(),
});

/** By the door itself, which is asked here and stores nothing. */
export const visitorPage = reads(LookSchema, async ({ source, site_name, color, language }, { stage }) => {
  const { settings } = configured(stage, source);
  const { siteName: _name, color: _color, ...others } = settings;
  const wished = { ...(site_name && { siteName: site_name }), ...(color && { color }) };
  const request = [
    `POST /leads/${encodeURIComponent(source)}/KEY HTTP/1.1`,
    "host: localhost",
    "content-type: application/x-www-form-urlencoded",
    "accept: text/html",
    "sec-fetch-mode: navigate",
    "",
    String(new URLSearchParams(visitor)),
  ].join("\r\n");
  const spoken = { ...others, ...wished, ...(language && { language }) };
  const { reply } = await preview(readRequest(Buffer.from(request)), {
    source,
    config: stage.config,
    settings: spoken,
    at: stage.now(),
  });
  if (reply.status !== 200)
    throw new Problem(
      reply.status === 303
        ? "This source sends its visitors to a page of yours (redirect): they see no page of the bridge."
        : "The door would not take such a form: look at it in the playground.",
    );
  return {
    page: reply.body,
    /** What can be read on the colour. */
    ink: color ? inkOn(color) : null,
    is_set: same(settings, { ...others, ...wished }),
    for_config: `sources.${source}.settings: ${literal({ ...others, ...wished })}`,
  };
});

/** Of nobody: the number is reserved. */
const visitor = { name: "Dana Whitfield", phone: "+12125550123", consent: "on" } as const;

const same = (one: object, other: object): boolean =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
