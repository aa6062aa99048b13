import { ada } from "../../kit/agents.ts";

/** Its users, the first of whom is the bridge. */
export const users = [
  { id: 1_184_401, name: "Callingly Bridge", email: "bridge@example.com", active_flag: true },
  { id: 1_184_402, name: "Ada Fields", email: ada.email, active_flag: true },
] as const;

export const own = users[0].id;
