import { Logger } from "@aws-lambda-powertools/logger";
import type { Context } from "aws-lambda";
import { describeError, type Log, loggable } from "./log.ts";

/** The log of a function in Lambda: one JSON line per event, with the request that it belongs to. */
export interface LambdaLog {
  readonly log: Log;
  /**
   * Makes every line of an invocation carry its ids. A handler's error goes into the log in our words; the error
   * that Lambda writes there by itself then says no more.
   */
  readonly traced: <Event, Result>(handler: Handler<Event, Result>) => Handler<Event, Result>;
}

type Handler<Event, Result> = (event: Event, context: Context) => Promise<Result>;

/** Fields that a reader looks for come first, fields that are the same in every line last. */
const logRecordOrder = ["level", "timestamp", "message", "leadId", "callId", "state", "reason", "outcome", "error"];

/** @param stage the deployment, as its name stands in every line */
export function lambdaLog(stage: string): LambdaLog {
  const logger = new Logger({ serviceName: "callingly-bridge", persistentKeys: { stage }, logRecordOrder });
  const log: Log = (level, event, fields = {}) => logger[level](event, loggable(fields));
  return {
    log,
    traced: (handler) => async (event, context) => {
      logger.addContext(context);
      logger.resetKeys();
      const requestId = requestIdOf(event);
      // The access log of the front door has the same id.
      if (requestId !== undefined) logger.setCorrelationId(requestId);
      try {
        return await handler(event, context);
      } catch (error) {
        log("error", "function failed", { error });
        throw new Error(describeError(error));
      }
    },
  };
}

/** API Gateway's own id of a request; an event of the stream or the schedule has none. */
function requestIdOf(event: unknown): string | undefined {
  const { requestContext } = (event ?? {}) as { requestContext?: { requestId?: string } };
  return requestContext?.requestId;
}
