import type { Contacts } from "../../kit/crm.ts";
import { users } from "./environment.ts";
import type { Row } from "./filter.ts";

/** What a registered webhook is sent: https://learn.microsoft.com/en-us/power-apps/developer/data-platform/use-webhooks */

const CONTRACTS = "http://schemas.microsoft.com/xrm/2011/Contracts";
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** Of a row that a user made. @param now milliseconds since 1970 */
export function createdContext(entity: string, id: string, row: Row, now: number): ReturnType<Contacts["sent"]> {
  const user = users[1]?.systemuserid;
  const operation = id.replace(/^.{8}/, "0be7a710");
  const context = {
    BusinessUnitId: NOBODY,
    CorrelationId: operation,
    Depth: 1,
    InitiatingUserId: user,
    InputParameters: [{ key: "Target", value: targetOf(entity, id, row) }],
    IsExecutingOffline: false,
    IsInTransaction: false,
    IsOfflinePlayback: false,
    IsolationMode: 1,
    MessageName: "Create",
    Mode: 1,
    OperationCreatedOn: `/Date(${now}+0000)/`,
    OperationId: operation,
    OrganizationId: NOBODY,
    OrganizationName: "callingly-demo",
    OutputParameters: [{ key: "id", value: id }],
    PostEntityImages: [],
    PreEntityImages: [],
    PrimaryEntityId: id,
    PrimaryEntityName: entity,
    RequestId: null,
    SecondaryEntityName: "none",
    SharedVariables: [],
    Stage: 40,
    UserId: user,
  };
  return {
    headers: {
      "content-type": "application/json",
      "x-ms-dynamics-organization": "callingly-demo.crm.dynamics.com",
      "x-ms-dynamics-entity-name": entity,
      "x-ms-dynamics-request-name": "Create",
      "x-ms-correlation-request-id": operation,
    },
    body: JSON.stringify(context),
  };
}

const targetOf = (entity: string, id: string, row: Row): object => ({
  __type: `Entity:${CONTRACTS}`,
  Attributes: Object.entries(row)
    .filter(([name, value]) => value !== null && !name.startsWith("_") && name !== "merged")
    .map(([key, value]) => ({ key, value: asTold(key, value) })),
  EntityState: null,
  FormattedValues: [],
  Id: id,
  KeyAttributes: [],
  LogicalName: entity,
  RelatedEntities: [],
  RowVersion: null,
});

/** Choices are objects, and moments milliseconds. */
function asTold(name: string, value: unknown): unknown {
  if (/code$/.test(name)) return { __type: `OptionSetValue:${CONTRACTS}`, Value: value };
  return /on$/.test(name) ? `/Date(${Date.parse(String(value))})/` : value;
}
