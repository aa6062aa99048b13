import * as z from "zod/mini";
import type { Worker } from "../../lead/item.ts";
import type { Lead } from "../../lead/lead.ts";
import type { Waiting } from "../../lead/measure/backlog.ts";
import { later, nth, timing } from "../../lead/timing.ts";
import { unmarshall } from "../attributes.ts";
import type { DueItem } from "../store.ts";
import { table } from "../table.ts";
import type { Item } from "./item.ts";

/** How leads and calls show in the index of what is due. */

/** The part of a worker's items in the due index in which an item lies, by its own id. */
export const partOf = (worker: Worker, id: string): string =>
  `${worker}#${id.charCodeAt(id.length - 1) % table.dueIndex.parts}`;

/** All parts of a worker's items. */
export const partsOf = (worker: Worker): readonly string[] =>
  Array.from({ length: table.dueIndex.parts }, (_, part) => `${worker}#${part}`);

/** What a lead or call is on its way, when all goes well: the index does not show it, so that it need not be written. */
export const usual: Readonly<Record<Worker, string>> = {
  "dial-lead": "ready",
  "report-call": "hinted",
  reconcile: "placed",
};
export const onItsWay: ReadonlySet<string> = new Set(["ready", "dialing", "placed", "hinted", "verified"]);

/** After so long Callingly is asked about a call of which it has said nothing by itself. */
export const FIRST_SILENCE_MS = nth(timing.silence, 0);
/** When Callingly is first asked about a call that was placed at a moment. */
export const firstLook = (from: string): string => {
  const at = later(new Date(from), FIRST_SILENCE_MS);
  return Number.isNaN(at.getTime()) ? from : at.toISOString();
};

/** The index has keys for sure; whatever else it shows may be of another version. */
const MaybeText = z.catch(z.optional(z.string()), undefined);
const DueSchema = z.object({
  pk: z.string(),
  dueAt: z.string(),
  reason: MaybeText,
  heldBy: MaybeText,
  faults: z.catch(z.optional(z.number()), undefined),
});

export function itemToDue(item: Item): DueItem {
  const { pk, dueAt, reason, heldBy, faults } = z.parse(DueSchema, unmarshall(item));
  const [kind, first = "", second = ""] = pk.split("#");
  const about = {
    dueAt,
    ...(reason !== undefined && { reason }),
    ...(heldBy !== undefined && { heldBy }),
    ...(faults !== undefined && { faults }),
  };
  return kind === "call" ? { kind, account: first, callId: second, ...about } : { kind: "lead", id: first, ...about };
}

/** What {@link itemToWaiting} needs; with a hundred thousand of them, the rest would be a third of the work. */
export const waitingShown = ["pk", "dueAt", "waitsAs", "reason", "receivedAt", "releasedAt", "hintedAt", "faults"];

/** Whether an item in the dialler's part is a lead that stays there while reconcile looks after its call. */
export const isPlaced = ({ waitsAs }: Item): boolean => waitsAs?.S === ("placed" satisfies Lead["state"]);

/** Also of an item that another version wrote: it waits all the same. Thousands are read so, which a schema would slow. */
export function itemToWaiting(worker: Worker, item: Item): Waiting {
  const { pk, dueAt, waitsAs, reason, faults, ...times } = item;
  const about = {
    dueFor: isPlaced(item) ? ("reconcile" satisfies Worker) : worker,
    state: waitsAs?.S ?? usual[worker],
    dueAt: (isPlaced(item) ? firstLook(dueAt?.S ?? "") : dueAt?.S) ?? "",
    ...(reason?.S !== undefined && { reason: reason.S }),
    ...(faults?.N !== undefined && { faults: Number(faults.N) }),
  };
  const [kind, first = "", second = ""] = (pk?.S ?? "").split("#");
  if (kind === "call") {
    const hintedAt = times.hintedAt?.S ?? "";
    return { kind, account: first, callId: second, ...about, cameAt: hintedAt, since: hintedAt };
  }
  const receivedAt = times.receivedAt?.S ?? "";
  return { kind: "lead", id: first, ...about, cameAt: receivedAt, since: times.releasedAt?.S ?? receivedAt };
}
