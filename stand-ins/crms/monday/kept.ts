/** What the played account holds and remembers. */

import { ada } from "../../kit/agents.ts";
import type { Values } from "./answer-question.ts";

export interface Item {
  readonly kind: "item";
  readonly id: string;
  readonly name: string;
  /** By the columns' ids. */
  readonly values: Values;
  readonly isGone?: boolean;
}
export interface Update {
  readonly kind: "update";
  readonly id: string;
  readonly item: string;
  readonly body: string;
  readonly at: string;
}
/** What was answered to a key: https://developer.monday.com/api-reference/docs/idempotency */
export interface Answered {
  readonly kind: "answered";
  readonly id: string;
  readonly at: number;
  readonly body: string;
}
export type Entry = Item | Update | Answered;

export const BOARD = "7712004411";
export const users = [{ id: "3120447", name: "Ada Fields", email: ada.email, enabled: true }] as const;
export const account = { id: "8812001", name: "Demo", slug: "demo" };

export const nameOf = (id: number): string => users.find((user) => user.id === String(id))?.name ?? "";
