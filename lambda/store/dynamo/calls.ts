import { marshall } from "@aws-sdk/util-dynamodb";
import type { Call } from "../../lead/call/call.ts";
import { callKey, callToItem, itemToCall, partOf } from "../items.ts";
import type { CallStore } from "../store.ts";
import type { Kind } from "../table.ts";
import { type DynamoTable, isNew } from "./dynamo-table.ts";

export const callStore = (db: DynamoTable): CallStore => ({
  async hint({ account, callId, digest, hearsay, ref, toldAt, notice, at }) {
    const isNameless = hearsay === true && ref === undefined;
    const values = {
      ":kind": "call" satisfies Kind,
      ":account": account,
      ":callId": callId,
      ":hinted": "hinted" satisfies Call["state"],
      ":at": at.toISOString(),
      ":digest": digest,
      ":worker": "report-call" satisfies Call["wakes"],
      ":part": partOf("report-call", callId),
      ":none": {},
      ":zero": 0,
      ":one": 1,
      ...(ref !== undefined && { ":ref": ref }),
      ...(toldAt !== undefined && { ":toldAt": toldAt }),
      ...(hearsay && { ":hearsay": true }),
      ...(isNameless && { ":nameless": true }),
      ...(notice && { ":notice": notice.reason, ":lead": notice.leadId }),
    };
    return db.updateIf({
      Key: marshall(callKey(account, callId)),
      // In step with `hinted` in lead/call.ts; an update, because hear-call may not read.
      UpdateExpression: [
        "SET kind = :kind, account = :account, callId = :callId, #state = :hinted, hintedAt = :at, hintDigest = :digest",
        "dueFor = :part, dueAt = :at, wakes = :worker, reports = if_not_exists(reports, :none)",
        "failedTries = if_not_exists(failedTries, :zero), lateReads = if_not_exists(lateReads, :zero)",
        ...(ref === undefined ? [] : ["refHint = :ref"]),
        ...(toldAt === undefined ? [] : ["toldAt = :toldAt"]),
        ...(hearsay ? ["hearsay = :hearsay"] : []),
        ...(isNameless ? ["nameless = :nameless"] : []),
        ...(notice ? ["notice = :notice, leadId = :lead"] : []),
      ]
        .join(", ")
        .concat(
          ` REMOVE waitsAs, reason, detail, expiresAt${hearsay ? "" : ", hearsay"}${isNameless ? "" : ", nameless"} ADD revision :one`,
        ),
      ConditionExpression: `${isNew} OR hintDigest <> :digest`,
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: marshall(values),
    });
  },

  find: (account, callId) => db.find(callKey(account, callId), itemToCall),

  save: (next) => db.save(callToItem(next), next.revision),
});
