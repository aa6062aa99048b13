import type { Platform } from "../../contract/platform.ts";
import { platformRefusal } from "../../kit/in/platform-refusal.ts";
import { wordsIn } from "../../kit/out/rest-meaning.ts";
import { attioAccess } from "./access.ts";
import type { EventSettings } from "./events.ts";
import { leadIn } from "./person.ts";
import { pathOf, personIn } from "./records.ts";

/** People whom events name. Companies and deals are none, and neither is who was merged or deleted since. */
export const peopleApi = ({ doNotCall }: EventSettings): Platform => ({
  baseUrl: attioAccess.baseUrl,
  credentials: attioAccess.credentials,
  authorise: attioAccess.authorise,
  access: () => attioAccess,
  notFoundMeans: "nothing",
  async fetch(http, id) {
    const answer = await http.get(pathOf(id));
    if (answer.status >= 300) throw platformRefusal("Attio", answer.status, wordsIn(answer.body));
    return { kind: "lead", lead: leadIn(personIn(answer).values, doNotCall) };
  },
});
