import { AsyncLocalStorage } from "node:async_hooks";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/**
 * What an answer cost of the table, in read units, as AWS itself counts them. A page that nobody sits before goes by it:
 * what is dear is looked at less often.
 */

const current = new AsyncLocalStorage<{ units: number }>();

const reads = new Set(["GetItemCommand", "BatchGetItemCommand", "QueryCommand", "ScanCommand"]);

/** Has a client's reads counted, once for each client. */
export function countReads({ middlewareStack }: DynamoDBClient): void {
  // A stage of a test has a table without a client.
  middlewareStack?.add(
    (next, { commandName = "" }) =>
      async (args) => {
        const counted = current.getStore();
        if (counted === undefined || !reads.has(commandName)) return next(args);
        const result = await next({
          ...args,
          input: { ...args.input, ReturnConsumedCapacity: "TOTAL" },
        } as typeof args);
        counted.units += unitsIn(result.output as Consumed);
        return result;
      },
    { step: "initialize", name: "countReads", override: true },
  );
}

/** @returns what the work gives, and how many read units it took of clients whose reads are counted */
export async function withUnits<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly units: number }> {
  const counted = { units: 0 };
  const value = await current.run(counted, work);
  return { value, units: counted.units };
}

interface Consumed {
  readonly ConsumedCapacity?: Capacity | readonly Capacity[];
}

interface Capacity {
  readonly CapacityUnits?: number;
}

/** A batch says it for each of its tables. */
const unitsIn = ({ ConsumedCapacity = [] }: Consumed): number =>
  [ConsumedCapacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
