import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { Platform } from "../../contract/platform.ts";
import { platformRefusal } from "../../kit/in/platform-refusal.ts";
import { keyAccess, twentyAccess } from "./access.ts";
import type { EventSettings } from "./events.ts";
import { wordsOf } from "./meaning.ts";
import { personIn } from "./person.ts";
import { PERSON, pathOf } from "./rows.ts";

const AnswerSchema = z.object({ data: z.object({ person: z.looseObject({ id: z.string() }) }) });

/** People whom opportunities name. Who was deleted since is not shown, in older versions with a 400. */
export const peopleApi = (
  { doNotCall }: EventSettings,
  options: Pick<Platform, "baseUrl" | "isOptional">,
): Platform => ({
  ...options,
  ...keyAccess,
  access: twentyAccess,
  async fetch(http, id) {
    const answer = await http.get(`${pathOf(PERSON, id)}?depth=0`);
    if (answer.status >= 300) {
      const words = wordsOf(answer);
      const isGone = answer.status === 400 && /not found/i.test(words ?? "");
      throw platformRefusal("Twenty", isGone ? 404 : answer.status, words);
    }
    const { data } = z.safeParse(AnswerSchema, answer.body);
    if (!data) throw new TransientError("Twenty answered with something else than a person");
    return { kind: "lead", lead: personIn(data.data.person, doNotCall) };
  },
});
