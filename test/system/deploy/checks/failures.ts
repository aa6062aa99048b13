import type { Check } from "../deployed.ts";
import { person } from "../senders.ts";
import { ringsOf } from "./path.ts";

/**
 * The dialler is made to fail by taking its environment away. What the stream then gives up on must reach the queue of
 * failures, and the lead must ring all the same once the dialler works again: the stream is only a doorbell.
 */
export const failuresArrive: Check = {
  name: "a batch that keeps failing reaches the failure queue, and its lead rings by the clock",
  async run(bridge) {
    const { cloud, senders, waitFor } = bridge;
    const lead = person(501);
    const variables = await cloud.variables("DialLeadFunction");
    await cloud.setVariables("DialLeadFunction", {});
    try {
      await senders.byJson("anything", lead, "for-the-failure-queue");
      const [message = ""] = await waitFor(
        "a message in the failure queue",
        () => some(cloud.messages(queue)),
        300_000,
      );
      const { requestContext: { condition = "no condition" } = {} } = JSON.parse(message);
      if (!/RetryAttemptsExhausted|RecordAge/.test(condition)) throw new Error(`It came there by ${condition}`);
      if (ringsOf(bridge, lead.phone).length > 0) throw new Error("It rang, so the dialler did not fail");
    } finally {
      await cloud.setVariables("DialLeadFunction", variables);
    }
    const mended = Date.now();
    await waitFor(`${lead.phone} rings`, () => ringsOf(bridge, lead.phone).length > 0, 180_000);
    return `it rang ${Math.round((Date.now() - mended) / 1000)} s after the dialler was mended`;
  },
};

const queue = "DialLeadFunctionDoorbellFailures";

const some = async (list: Promise<string[]>): Promise<string[] | undefined> =>
  (await list).length > 0 ? list : undefined;
