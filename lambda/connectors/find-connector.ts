import type { Connector } from "./contract/connector.ts";
import { connectors } from "./index.ts";

/** The connector of a name in bridge.config.ts. */
export const findConnector = (key: string): Connector | undefined =>
  connectors.find((connector) => connector.key === key);
