import { describe, expect, it } from "vitest";
import { sideBySide } from "../../../lambda/runtime/side-by-side.ts";

describe("items that are handled side by side", () => {
  it("begin in their order, no more at once than is said, and what comes of each is returned in that order", async () => {
    let running = 0;
    let most = 0;
    const begun: number[] = [];
    const progress: number[] = [];
    const results = await sideBySide(
      [10, 20, 30, 40, 50],
      async (item, index) => {
        begun.push(index);
        running += 1;
        most = Math.max(most, running);
        await Promise.resolve();
        running -= 1;
        return item + index;
      },
      { atOnce: 2, progress: (done) => progress.push(done) },
    );
    expect(results).toEqual([10, 21, 32, 43, 54]);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    expect(most).toBe(2);
    expect(progress).toEqual([2, 4, 5]);
  });

  it("are not begun once one before them has failed", async () => {
    const begun: number[] = [];
    const act = async (item: number) => {
      begun.push(item);
      if (item === 1) throw new Error("no");
    };
    await expect(sideBySide([0, 1, 2], act, { atOnce: 2 })).rejects.toThrow("no");
    expect(begun).toEqual([0, 1]);
  });
});
