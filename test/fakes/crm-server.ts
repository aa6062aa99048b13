import { type LocalServer, readBody, serve } from "../../lib/program/serve.ts";
import type { CrmRequest, DemoCrm } from "../../stand-ins/kit/crm.ts";

/** A CRM over a socket of this machine, for what opens one by its address. */
export const serveCrm = (answer: DemoCrm["answer"]): Promise<LocalServer> =>
  serve({
    name: "the CRM of a test",
    port: 0,
    ownPagesOnly: false,
    onFailure: () => undefined,
    async answer(request) {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const body = (await readBody(request, 100_000))?.toString() ?? "";
      const asked: CrmRequest = { method: request.method ?? "", path: request.url ?? "", headers, body };
      return answer(asked);
    },
  });
