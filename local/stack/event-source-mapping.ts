import * as z from "zod";
import { compileFilter } from "../streams/filter.ts";
import { mapStream } from "../streams/mapping.ts";
import type { Kind } from "./kind.ts";
import { wanted } from "./world.ts";

/** Calls a function with the records of a table's stream. */
export const eventSourceMapping: Kind = {
  run(id, properties, world) {
    const settings = PropertiesSchema.parse(properties);
    const failures = settings.DestinationConfig?.OnFailure.Destination;
    const fn = wanted(world.functions, settings.FunctionName);
    fn.standBack();
    const mapping = mapStream({
      name: id,
      fn,
      streamArn: settings.EventSourceArn,
      accepts: compileFilter(settings.FilterCriteria?.Filters.map(({ Pattern }) => Pattern) ?? []),
      batchSize: settings.BatchSize,
      lanes: settings.ParallelizationFactor,
      bisects: settings.BisectBatchOnFunctionError,
      retries: settings.MaximumRetryAttempts,
      maxAgeMs:
        settings.MaximumRecordAgeInSeconds === -1
          ? Number.POSITIVE_INFINITY
          : settings.MaximumRecordAgeInSeconds * 1000,
      reportsFailures: settings.FunctionResponseTypes.includes("ReportBatchItemFailures"),
      failures: failures === undefined ? [] : wanted(world.queues, failures),
      output: world.output,
    });
    wanted(world.streams, settings.EventSourceArn).follow(id, mapping);
    world.closers.push(() => mapping.close());
  },
};

// Strict, as each of these changes what the function sees.
const PropertiesSchema = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  StartingPosition: z.enum(["TRIM_HORIZON", "LATEST"]),
  BatchSize: z.number().default(100),
  ParallelizationFactor: z.number().default(1),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: z
    .number()
    .default(Number.POSITIVE_INFINITY)
    .transform((retries) => (retries === -1 ? Number.POSITIVE_INFINITY : retries)),
  MaximumRecordAgeInSeconds: z.number().default(-1),
  FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
  FilterCriteria: z.strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) }).optional(),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }) }).optional(),
  Tags: z.unknown().optional(),
});
