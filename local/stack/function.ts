import { devNull } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { arn, region } from "../aws-names.ts";
import { startFunction } from "../functions/function.ts";
import type { Kind } from "./kind.ts";

/** A function: the bundle that would be uploaded, in a thread of its own. */
export const fn: Kind = {
  attributes: (id) => ({ Arn: arn("lambda", `function:${id}`) }),
  run(id, properties, world) {
    const { Code, Environment, Handler, MemorySize, Timeout } = PropertiesSchema.parse(properties);
    const [file = "", handler = ""] = Handler.split(".");
    const variables = Environment?.Variables ?? {};
    for (const [name, value] of Object.entries(variables)) world.variables.set(name, value);
    const running = startFunction({
      name: id.replace(/Function[0-9A-F]{8}$/, ""),
      bundle: join(world.assetFolder(Code.S3Key), `${file}.mjs`),
      handler,
      timeoutMs: Timeout * 1000,
      memoryMb: MemorySize,
      environment: { ...world.environmentOf(variables), ...lambdaEnvironment(id, MemorySize, world.sessionToken) },
      output: world.output,
    });
    for (const name of [id, arn("lambda", `function:${id}`)]) world.functions.set(name, running);
    world.closers.push(() => running.close());
  },
};

const PropertiesSchema = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).optional(),
});

/**
 * The variables that Lambda itself sets, with AWS keys that open nothing, so that functions cannot use this machine's
 * own.
 */
const lambdaEnvironment = (name: string, memoryMb: number, sessionToken: string): Record<string, string> => ({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_SESSION_TOKEN: sessionToken,
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
  // In AWS the functions run on Node 24, whatever runs here.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  TZ: ":UTC",
});
