import * as z from "zod/mini";
import type { HttpRequest } from "../../runtime/http.ts";
import type { Intake } from "./intake.ts";
import type { Reporter } from "./reporter.ts";

/**
 * A connector is the one file that knows a vendor. It declares what is special about the vendor; the steps treat all
 * connectors alike. `intake` makes it a source of leads, `report` a CRM that takes results; either may be missing.
 */
export interface Connector {
  /** As written in bridge.config.ts. */
  readonly key: string;
  /** The vendor's name, for people. */
  readonly title: string;
  /**
   * How sure it is that this vendor made a request; undefined where nothing speaks for it. Only a hint for people who ask
   * which connector to choose: it proves nothing, and nothing is let in by it.
   */
  recognises?(request: HttpRequest): Sureness | undefined;
  readonly intake?: Configured<Intake>;
  readonly report?: Configured<Reporter>;
}

/** `surely`: only this vendor sends such a thing. `perhaps`: it fits, as it fits others. The surest is chosen. */
export type Sureness = "surely" | "perhaps";

/** Part of a connector that waits for its settings. */
export interface Configured<Part> {
  /** What may be set for it in bridge.config.ts. */
  readonly settings: z.ZodMiniType;
  /** @throws when the settings do not fit the schema */
  bind(settings: unknown): Part;
}

/** Ties a settings schema to the part that uses them, so that the part sees typed settings. */
export function configured<Settings extends z.ZodMiniType, Part>(
  settings: Settings,
  make: (settings: z.output<Settings>) => Part,
): Configured<Part> {
  return { settings, bind: (given) => make(z.parse(settings, given)) };
}
