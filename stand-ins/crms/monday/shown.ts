import { randomUUID } from "node:crypto";
import type { Contacts, CrmRecord } from "../../kit/crm.ts";
import type { Shown } from "./answer-question.ts";
import { type Column, settingsOf, textOf } from "./columns.ts";
import { BOARD, type Item, nameOf, type Update, users } from "./kept.ts";

/** What monday shows: to its API, by its webhook, and on the page of the demo. */

export const shownColumn = (column: Column): Shown => ({ ...column, settings_str: settingsOf(column) });
export const shownValue = (column: Column, value: unknown): Shown => ({
  id: column.id,
  column: shownColumn(column),
  type: column.type,
  text: textOf(column, value, nameOf),
  value: value === undefined || value === null ? null : JSON.stringify(value),
});

/** As the webhook of a board tells of an item that a user made: https://developer.monday.com/api-reference/reference/webhooks */
export function createdEvent(item: Item | undefined, at: string): ReturnType<Contacts["sent"]> {
  const event = {
    userId: Number(users[0].id),
    originalTriggerUuid: null,
    boardId: Number(BOARD),
    pulseId: Number(item?.id),
    pulseName: item?.name,
    groupId: "topics",
    groupName: "Leads",
    groupColor: "#579bfc",
    isTopGroup: true,
    columnValues: {},
    app: "monday",
    type: "create_pulse",
    triggerTime: at,
    subscriptionId: 88_120_014,
    triggerUuid: randomUUID().replaceAll("-", ""),
  };
  return { headers: { "content-type": "application/json" }, body: JSON.stringify({ event }) };
}

export function toRecord(item: Item, updates: readonly Update[], textIn: (column: string) => string): CrmRecord {
  return {
    id: item.id,
    name: item.name,
    phone: textIn("lead_phone"),
    email: textIn("lead_email"),
    summary: textIn("lead_status"),
    calls: updates.filter((update) => update.item === item.id).map(toCall),
  };
}

const outcomes = "Connected|Voicemail|No answer|Busy|Asked not to be called";

function toCall({ id, body, at }: Update) {
  const text = body.replaceAll("<br>", "\n").replace(/<[^>]*>/g, "");
  const [, minutes = 0, seconds = 0] = /- (\d+)m (\d+)s/.exec(text) ?? [];
  return {
    id,
    callId: /^Callingly call (\w+)/.exec(text)?.[1] ?? "",
    outcome: new RegExp(` - (${outcomes})`).exec(text)?.[1] ?? "",
    seconds: Number(minutes) * 60 + Number(seconds),
    startedAt: at,
    recordingUrl: /Recording: (\S+)/.exec(text)?.[1],
    kept: { body },
  };
}
