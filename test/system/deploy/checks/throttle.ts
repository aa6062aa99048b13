import type { Check } from "../deployed.ts";

/** See `throttle` in lib/stage.ts. */
const wanted = { perSecond: 500, burst: 1000 };
const REQUESTS = 300;

/**
 * The limits of the template are in force, and limits refuse with 429. To see that without sending a thousand requests
 * a second, they are lowered for a moment.
 */
export const throttles: Check = {
  name: "the front door refuses with 429 what is above its limits",
  async run({ cloud, url, waitFor }) {
    const limits = await cloud.throttle();
    if (limits.perSecond !== wanted.perSecond || limits.burst !== wanted.burst) {
      throw new Error(`The limits are ${JSON.stringify(limits)} instead of ${JSON.stringify(wanted)}`);
    }
    await cloud.setThrottle({ perSecond: 1, burst: 1 });
    try {
      const refused = await waitFor("an answer 429", () => countRefused(url), 120_000);
      return `${limits.perSecond} a second, bursts of ${limits.burst}; lowered, ${refused} of ${REQUESTS} were refused`;
    } finally {
      await cloud.setThrottle(limits);
      await waitFor("the former limits", async () => (await countRefused(url)) === undefined, 120_000);
    }
  },
};

/** Undefined: none. */
async function countRefused(url: string): Promise<number | undefined> {
  const asked = Array.from({ length: REQUESTS }, () =>
    fetch(`${url}/health`).then(
      ({ status }) => status,
      () => 0,
    ),
  );
  return (await Promise.all(asked)).filter((status) => status === 429).length || undefined;
}
