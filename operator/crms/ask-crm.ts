import type { Crm } from "../../lambda/config/bridge.ts";
import { askQuestion } from "../../lambda/connectors/kit/out/ask-question.ts";
import type { OpenCrm } from "../../lambda/connectors/kit/out/open-crm.ts";
import { RejectedError, StatedError } from "../../lambda/runtime/errors.ts";
import { explainError } from "../../lambda/runtime/log.ts";

/** What came of asking. */
type Answer =
  | { readonly kind: "in" }
  /** There are no credentials. */
  | { readonly kind: "closed" }
  /** There is nothing that may be read. */
  | { readonly kind: "not-asked"; readonly isRenewed: boolean }
  | { readonly kind: "silent" | "refused"; readonly why: string }
  /** It refuses the request, with any credentials. */
  | { readonly kind: "unwilling"; readonly why: string };

/** Whether a CRM lets the bridge in, by reading what may be read; where access has to be renewed, it is. */
export async function askCrm(
  { reporter: { probe, renewal } }: Crm,
  open: () => Promise<OpenCrm | undefined>,
): Promise<Answer> {
  try {
    const access = await open();
    if (!access) return { kind: "closed" };
    if (probe === undefined) return { kind: "not-asked", isRenewed: renewal !== undefined };
    await askQuestion(access.http, probe);
    return { kind: "in" };
  } catch (error) {
    if (!(error instanceof StatedError)) throw error;
    const why = explainError(error);
    if (!(error instanceof RejectedError)) return { kind: "silent", why };
    return { kind: [400, 401, 403].includes(error.status) ? "refused" : "unwilling", why };
  }
}
