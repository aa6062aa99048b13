import { accountId, arn, region } from "../aws-names.ts";
import type { Kind } from "./kind.ts";

/** A queue that only takes what failed: a list in memory, shown on the demo page. Nothing here reads from queues. */
export const queue: Kind = {
  ref: (id) => `https://sqs.${region}.amazonaws.com/${accountId}/${id}`,
  attributes: (id) => ({ Arn: queueArn(id), QueueName: id }),
  run(id, _properties, world) {
    world.queues.set(queueArn(id), []);
  },
};

const queueArn = (id: string): string => arn("sqs", id);
