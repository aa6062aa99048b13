import type { CallinglyClient } from "../../lambda/callingly/client.ts";

/** Callingly, where we have stopped nobody: it is asked about no lead. */
export const neverStopped: Pick<CallinglyClient, "getLead" | "updateLead"> = {
  getLead: () => Promise.reject(new Error("no lead was to be asked for")),
  updateLead: () => Promise.reject(new Error("no lead was to be changed")),
};
