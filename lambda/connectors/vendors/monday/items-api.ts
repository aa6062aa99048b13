import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Fetched, Platform, PlatformHttp } from "../../contract/platform.ts";
import { platformRefusal } from "../../kit/in/platform-refusal.ts";
import { mondayAccess, tokenAccess } from "./access.ts";
import type { EventSettings } from "./events.ts";
import { dataIn, PATH, questionContent } from "./graphql.ts";
import { type Item, ItemsSchema } from "./items.ts";
import { understand } from "./meaning.ts";
import { type PersonSettings, personIn } from "./person.ts";

/** As many are read at once: a board may have many columns. https://developer.monday.com/api-reference/reference/items */
const MOST_ITEMS = 25;

/** Those that were archived or deleted are left out, as if there were none. */
const ITEMS = `query ($ids: [ID!]) { items(ids: $ids, limit: ${MOST_ITEMS}, exclude_nonactive: true) { id name board { id } column_values { id type text value column { title } } } }`;

type ItemsSettings = PersonSettings & Pick<EventSettings, "boardId">;

/** Items that events name, read with all their columns, as no event holds the person. */
export function itemsApi(settings: ItemsSettings): Platform {
  const read = async (http: PlatformHttp, ids: readonly string[]): Promise<Map<string, Fetched>> => {
    const answer = await http.post(PATH, questionContent(ITEMS, { ids }));
    refuse(answer);
    const { items } = dataIn(answer, ItemsSchema);
    return new Map(items.map((item) => [item.id, fetched(item, settings)]));
  };
  return {
    ...tokenAccess,
    access: () => mondayAccess,
    async fetch(http, id) {
      const item = (await read(http, [id])).get(id);
      if (!item) throw new RejectedError(404, "monday shows no such item");
      return item;
    },
    together: { most: MOST_ITEMS, fetch: read },
  };
}

/** The token covers nothing of an event: one that names our board may name an item of another. */
function fetched(item: Item, settings: ItemsSettings): Fetched {
  const { boardId } = settings;
  const isElsewhere = boardId !== undefined && item.board !== undefined && item.board?.id !== boardId;
  if (isElsewhere) return { kind: "nothing", why: "the item is on another board than the source's `boardId`" };
  return { kind: "lead", lead: personIn(item, settings) };
}

/** A limit or a refusal may come inside a 200. @throws TransientError, RejectedError */
function refuse(answer: ApiAnswer): void {
  const meaning = understand(answer);
  if (meaning.kind === "ok") return;
  if (meaning.kind === "busy" || meaning.kind === "again") {
    throw new TransientError("monday asks to wait", { retryAfterMs: meaning.waitMs });
  }
  const status = meaning.kind === "access-refused" ? 401 : answer.status;
  throw platformRefusal("monday", status, meaning.detail);
}
