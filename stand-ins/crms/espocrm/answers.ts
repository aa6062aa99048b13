import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";

/** How EspoCRM refuses: https://github.com/espocrm/espocrm/blob/master/application/Espo/Core/Api/ErrorOutput.php */

/** @param reason of a header; the body may be empty */
export function refused(status: number, reason: string, body?: unknown): Outgoing {
  const answer = json(status, body ?? "");
  const headers = { ...answer.headers, ...(reason && { "x-status-reason": reason }) };
  return { status, headers, body: body === undefined ? Buffer.alloc(0) : answer.body };
}

export const notFound = refused(404, "");

export const invalid = (entity: string, field: string, type: string): Outgoing =>
  refused(400, `Field validation failure; entityType: ${entity}, field: ${field}, type: ${type}.`, {
    messageTranslation: { label: "validationFailure", scope: null, data: { field, type } },
  });
