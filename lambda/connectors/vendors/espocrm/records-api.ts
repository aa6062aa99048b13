import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { Platform } from "../../contract/platform.ts";
import { platformRefusal } from "../../kit/in/platform-refusal.ts";
import { espocrmAccess, keyAccess } from "./access.ts";
import { type EventSettings, isOver } from "./events.ts";
import { personIn } from "./person.ts";
import { pathOf, textOf } from "./rows.ts";
import { wordsOf } from "./words.ts";

/** Records of which a change came, read before they are dialled. https://docs.espocrm.com/development/api/crud/ */

const RowSchema = z.looseObject({ id: z.string() });

export const recordsApi = (settings: EventSettings, options: Pick<Platform, "baseUrl" | "isOptional">): Platform => ({
  ...options,
  ...keyAccess,
  access: espocrmAccess,
  async fetch(http, id) {
    const answer = await http.get(pathOf(settings.entity, id));
    if (answer.status >= 300) throw platformRefusal("EspoCRM", answer.status, wordsOf(answer));
    const row = z.safeParse(RowSchema, answer.body).data;
    if (!row) throw new TransientError("EspoCRM answered with something else than a record");
    const by = textOf(row, "modifiedById");
    if (by !== undefined && settings.ourUsers.includes(by)) {
      return { kind: "nothing", why: "the bridge itself has changed this record" };
    }
    if (isOver(row, settings)) return { kind: "nothing", why: "the lead is over" };
    return { kind: "lead", lead: personIn(row, settings.doNotCall) };
  },
});
