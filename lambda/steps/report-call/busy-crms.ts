import type { Crm } from "../../config/bridge.ts";
import { barredBy, gateOn, isClosed } from "../../lead/gates.ts";
import { later } from "../../lead/timing.ts";
import { BusyError } from "../../runtime/errors.ts";
import type { GateStore } from "../../store/store.ts";

/** Part of step 4: CRMs that asked us to wait. A gate in the table keeps all workers from them meanwhile. */

interface GateDeps {
  readonly store: { readonly gates: GateStore };
  readonly now: () => Date;
}

/** By name. It costs only them time: a result for one of them is not even begun. */
export async function busyCrms({ store, now }: GateDeps): Promise<Map<string, BusyError>> {
  const closed = (await store.gates.all()).filter((gate) => gate.reason === "crm-busy" && isClosed(gate, now()));
  return new Map(
    closed.map(({ on, until = "" }) => {
      const retryAfterMs = Date.parse(until) - now().getTime();
      return [barredBy(on).name ?? "", new BusyError("The CRM asked us to slow down", { retryAfterMs })];
    }),
  );
}

export async function closeCrm({ name }: Crm, { retryAfterMs }: BusyError, { store, now }: GateDeps): Promise<void> {
  const until = later(now(), retryAfterMs).toISOString();
  const closedAt = now().toISOString();
  await store.gates.close({ on: gateOn.crm(name), reason: "crm-busy", closedAt, until, tries: 0 });
}
