import { later } from "../../lead/timing.ts";
import { MAIL_LEASE_MS, MAIL_TRIES, type MailStore } from "../stores/mails.ts";
import type { MemoryTable } from "./memory-table.ts";

export const mailStore = ({ mails }: MemoryTable): MailStore => ({
  async claim(date, now) {
    const { tries, claimedAt, sentAt } = mails.get(date) ?? { tries: 0, claimedAt: "" };
    if (sentAt !== undefined || tries >= MAIL_TRIES) return "over";
    if (claimedAt >= later(now, -MAIL_LEASE_MS).toISOString()) return "another's";
    mails.set(date, { claimedAt: now.toISOString(), tries: tries + 1 });
    return "yours";
  },
  async sent(date, now) {
    const { claimedAt = "", tries = 0 } = mails.get(date) ?? {};
    mails.set(date, { claimedAt, tries, sentAt: now.toISOString() });
  },
});
