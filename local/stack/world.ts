import type { Keep } from "../../stand-ins/kit/kept.ts";
import type { LocalFunction } from "../functions/function.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { Output } from "../output.ts";
import type { Schedule } from "../schedule.ts";
import type { Stream } from "../streams/stream.ts";

/** The running resources, by the names that AWS gives them. */
export interface Running {
  /** Table streams by ARN. */
  readonly streams: Map<string, Stream>;
  /** Secret values by ARN. */
  readonly secrets: Map<string, string>;
  /** By name and by ARN. */
  readonly functions: Map<string, LocalFunction>;
  /** ARNs of the functions behind the HTTP API's integrations, by the integration's id. */
  readonly integrations: Map<string, string>;
  /** Messages by the queue's ARN. */
  readonly queues: Map<string, unknown[]>;
  readonly schedules: Schedule[];
  /** The functions' variables as the template has them: they tell what a resource is for. */
  readonly variables: Map<string, string>;
}

export const nothingRuns = (): Running => ({
  streams: new Map(),
  secrets: new Map(),
  functions: new Map(),
  integrations: new Map(),
  queues: new Map(),
  schedules: [],
  variables: new Map(),
});

/** The context that resources share: each other, and the machine. */
export interface World extends Running {
  /** Where the bridge listens. */
  readonly url: string;
  /** Address of the DynamoDB engine. */
  readonly engine: string;
  /** Opens the engine and the secrets. */
  readonly sessionToken: string;
  readonly assetFolder: (key: string) => string;
  /** A function's variables as they have to be on this machine, from what the template says. */
  readonly environmentOf: (variables: Variables) => Variables;
  readonly output: Output;
  readonly keep: Keep;
  readonly gateway: Gateway;
  /** Called in reverse order when the bridge stops. */
  readonly closers: (() => Promise<void>)[];
}

export type Variables = Readonly<Record<string, string>>;

/** @throws when the template names something that does not run */
export function wanted<Value>(map: ReadonlyMap<string, Value>, name: string): Value {
  const found = map.get(name);
  if (found === undefined) throw new Error(`The template refers to ${name}, which does not run here`);
  return found;
}
