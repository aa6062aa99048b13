import { ada } from "../../kit/agents.ts";

/** What an account has by itself: its key, users, statuses of leads and types of activities. */

export const demoCopper = { api_key: "demo-copper-key", email: "olive.owner@example.com" } as const;

/** The first is whose key it is. */
export const users = [
  { id: 159258, name: "Olive Owner", email: demoCopper.email },
  { id: 159259, name: "Ada Fields", email: ada.email },
] as const;

/** Notes are the same in every account, and calls are not. */
export const activityTypes = [
  { id: 0, category: "user", name: "Note", is_disabled: false, count_as_interaction: false },
  { id: 190711, category: "user", name: "Phone Call", is_disabled: false, count_as_interaction: true },
] as const;

export const statuses = [
  { id: 208231, name: "New" },
  { id: 208232, name: "Contacted" },
  { id: 208233, name: "Unqualified" },
] as const;

export const statusOf = (id: number): string => statuses.find((each) => each.id === id)?.name ?? "";
