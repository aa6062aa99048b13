import { describe, expect, it } from "vitest";
import { timing } from "../../../lambda/lead/timing.ts";

/** What has to outlast what: of a lead that asked for the furthest time, all that concerns it is still known when it rings. */

describe("what is remembered of a lead that asked for the furthest time", () => {
  it("are the places of the hour in which it came", () => {
    expect(timing.quotaMemory).toBeGreaterThan(timing.longestAsked + 7 * timing.day);
  });

  it("is which record it came with, until nobody redials it any more", () => {
    expect(timing.recordMemory).toBeGreaterThan(timing.longestAsked + timing.redials);
  });
});
