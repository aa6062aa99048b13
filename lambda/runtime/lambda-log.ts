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

export interface LambdaLogOptions {
  readonly now: () => Date;
  readonly write: (line: string) => void;
}

/** @param stage the deployment, as its name stands in every line */
export function lambdaLog(stage: string, { now, write }: LambdaLogOptions): LambdaLog {
  let invocation: object = {};
  let isCold = true;
  const log: Log = (level, event, fields = {}) => {
    const { leadId, callId, state, reason, outcome, error, ...others } = loggable(fields);
    // What a reader looks for comes first, what is the same in every line last.
    const line = {
      level: level.toUpperCase(),
      timestamp: now().toISOString(),
      message: event,
      ...{ leadId, callId, state, reason, outcome, error },
      ...others,
      service: "callingly-bridge",
      stage,
      ...invocation,
    };
    write(`${JSON.stringify(line)}\n`);
  };
  return {
    log,
    traced: (handler) => async (event, context) => {
      invocation = {
        function_name: context.functionName,
        function_request_id: context.awsRequestId,
        cold_start: isCold,
        // The access log of the front door has the same id.
        correlation_id: requestIdOf(event),
        // Where tracing is on.
        xray_trace_id: /Root=([^;]+)/.exec(process.env._X_AMZN_TRACE_ID ?? "")?.[1],
      };
      isCold = false;
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
