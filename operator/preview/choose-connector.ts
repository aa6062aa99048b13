import type { Connector } from "../../lambda/connectors/contract/connector.ts";
import { connectors } from "../../lambda/connectors/index.ts";
import type { HttpRequest } from "../../lambda/runtime/http.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { PreviewOptions } from "./shape.ts";

/** As which connector a request is read. */
export interface Chosen {
  readonly connector: string;
  readonly source: string;
  readonly reason: string;
}

/**
 * The one that is named, else the one that is surest of the request.
 * @param registry in any order
 * @throws Problem when the options name what does not exist
 */
export function chooseConnector(
  request: HttpRequest,
  { connector, source, config }: PreviewOptions,
  registry: readonly Connector[] = connectors,
): Chosen {
  if (source !== undefined) {
    const configured = config?.sources[source];
    if (!configured)
      throw new Problem(
        `No source is called “${source}”. There are: ${Object.keys(config?.sources ?? {}).join(", ")}.`,
      );
    return { connector: configured.connector, source, reason: `the source “${source}” names it` };
  }
  const intakes = registry.filter(({ intake }) => intake !== undefined);
  if (connector !== undefined) {
    if (!intakes.some(({ key }) => key === connector)) {
      throw new Problem(
        `No connector for leads is called “${connector}”. There are: ${intakes.map(({ key }) => key).join(", ")}.`,
      );
    }
    return { connector, source: connector, reason: "you named it" };
  }
  const { key, reason } = surest(request, intakes);
  return { connector: key, source: key, reason };
}

function surest(request: HttpRequest, intakes: readonly Connector[]): { key: string; reason: string } {
  const keysBy = (wanted: "surely" | "perhaps") =>
    intakes
      .filter((each) => each.recognises?.(request) === wanted)
      .map(({ key }) => key)
      .sort();
  const [sure, fitting] = [keysBy("surely"), keysBy("perhaps")];
  const [key, ...equals] = sure.length > 0 ? sure : fitting;
  if (key === undefined) return { key: "json", reason: "no connector recognises it, and this one reads anything" };
  const others = sure.length > 0 ? fitting : [];
  const reason = ["it recognises the request"];
  if (others.length > 0) reason.push(`more closely than ${others.join(", ")}`);
  if (equals.length > 0) reason.push(`as ${equals.join(", ")} does: say which it is`);
  return { key, reason: reason.join(", ") };
}
