import type { Store } from "../../lambda/store/store.ts";
import { table } from "../../lambda/store/table.ts";
import type { FunctionName } from "../../lib/bundling/bundle.ts";
import { type TableAction, type TableRights, tableKeys, tableRights } from "../../lib/table-rights.ts";
import { answersNothing, type Method, type Parts, partsOf, requestsOf, type TableRequest } from "./table-requests.ts";

/**
 * A store as a function reaches it: with the rights of its role and no others. So a right that is missing is missed
 * where the code that needs it is tested, not on the day on which somebody's table needs it.
 */

/** As AWS words it. */
export class AccessDenied extends Error {
  override readonly name = "AccessDeniedException";
  readonly $metadata = { httpStatusCode: 400 };
}

/** Refusals that no test has answered for yet. What swallows the error does not swallow the refusal: see test/setup.ts. */
export const refusals: string[] = [];

export interface Watch {
  /** Rights that the configuration adds to the function's own. */
  readonly also?: TableRights["items"];
  /** Hears of each request that is let through, as `reconcile PutItem lead`. */
  readonly used?: (right: string) => void;
  readonly refused?: (what: string) => void;
  /** How requests are learned. */
  readonly requestsOf?: typeof requestsOf;
}

/**
 * The store, for one function.
 * @throws AccessDenied from every method that asks the table for what the function's role does not grant
 */
export function limitedTo(name: FunctionName, store: Store, watch: Watch = {}): Store {
  const { also, refused = (what) => void refusals.push(what), used, requestsOf: learn = requestsOf } = watch;
  const limited = (part: keyof Store, method: string): Method => {
    return async (...args) => {
      for (const request of await learn(part, method, args)) {
        const right = rightFor(name, request, also);
        if (right === undefined) {
          const what = `${name} may not ${part}.${method}: ${request.action} of ${JSON.stringify(request.of)}`;
          refused(what);
          throw new AccessDenied(what);
        }
        used?.(`${name} ${right}`);
      }
      return (store as unknown as Parts)[part][method]?.(...args);
    };
  };
  return eachMethod(limited) as unknown as Store;
}

/** Learns the requests of a method once. What it asks differs by what a link leads to, and by no other argument. */
export function remembered(learn: typeof requestsOf): typeof requestsOf {
  const known = new Map<string, ReturnType<typeof requestsOf>>();
  return (part, method, args) => {
    const [first] = args;
    const key = `${part} ${method} ${typeof first === "object" && first !== null && "kind" in first ? first.kind : ""}`;
    const learned = known.get(key) ?? learn(part, method, args);
    known.set(key, learned);
    return learned;
  };
}

/** A store that is made method by method; whichever there are. */
export const eachMethod = (make: (part: keyof Store, method: string) => Method): Parts =>
  Object.fromEntries(
    Object.entries(partsOf(answersNothing)).map(([part, methods]) => [
      part,
      Object.fromEntries(Object.keys(methods).map((method) => [method, make(part as keyof Store, method)])),
    ]),
  ) as Parts;

/** The right by which a function may make a request, as `PutItem lead`; undefined when it has none. */
function rightFor(
  name: FunctionName,
  { action, of }: TableRequest,
  also: TableRights["items"] = {},
): string | undefined {
  const { items, findsDue, findsArrived } = tableRights[name];
  if ("index" in of) {
    if (action !== "Query") return undefined;
    if (findsDue && of.index === table.dueIndex.name) return "due";
    return findsArrived && of.index === table.arrivedIndex.name ? "arrived" : undefined;
  }
  const known = action as TableAction;
  const granted = [...(items[known] ?? []), ...(also[known] ?? [])].find((item) => fits(of.key, tableKeys[item]));
  return granted && `${action} ${granted}`;
}

const fits = (key: string, pattern: string): boolean =>
  pattern.endsWith("*") ? key.startsWith(pattern.slice(0, -1)) : key === pattern;
