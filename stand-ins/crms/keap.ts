import * as z from "zod";
import type { Contacts, CrmStandIn, DemoCrm } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { noOwnWords, type OwnWords } from "../kit/own-words.ts";
import { complaint, noAccess, refused } from "./keap/answers.ts";
import { holding, type KeapObject } from "./keap/held.ts";
import { playOAuth } from "./keap/oauth.ts";
import { refusals } from "./keap/refusals.ts";
import { answerTo } from "./keap/routes.ts";
import { RefusedFilter } from "./keap/shapes.ts";
import { toRecords } from "./keap/shown.ts";
import { byHook } from "./keap/told.ts";
import { address } from "./keap/users.ts";

/**
 * As much of Keap as the bridge uses: contacts with their tags and custom fields, notes, users, its filters and errors, REST
 * hooks, and its OAuth, whose refresh token is another after each use. https://developer.keap.com/docs/restv2/
 */

export const demoKey = "KeapAK-demo";

/** Keap, with the means to add a contact as a person would, and to stop a hook as it does itself. */
export interface DemoKeap extends DemoCrm {
  readonly contacts: Contacts;
  stopHooks(): void;
}

export const keap = {
  connector: "keap",
  refusals,
  play: (open, now = Date.now, own = noOwnWords): DemoKeap => playKeap(open<KeapObject>(), now, own),
} as const satisfies CrmStandIn;

function playKeap(objects: Kept<KeapObject>, now: () => number, own: OwnWords): DemoKeap {
  const held = holding(objects, now, own);
  const oauth = playOAuth(now);
  return {
    credentials: { token: demoKey },
    answer(request) {
      if (request.method === "POST" && request.path === "/token") return oauth.renew(request);
      const { authorization = "" } = request.headers;
      if (authorization !== `Bearer ${demoKey}` && !oauth.isAccess(authorization)) return noAccess;
      try {
        return answerTo(request, held);
      } catch (error) {
        if (error instanceof SyntaxError) return refused("The request body is no valid JSON");
        if (error instanceof RefusedFilter) return refused(error.message);
        if (error instanceof z.ZodError) return refused(error.issues.map(complaint).join("; "));
        throw error;
      }
    },
    contacts: {
      save({ firstName = "", lastName = "", email, phone }) {
        const contact = held.add({
          ...{ given_name: firstName, family_name: lastName, source_type: "MANUAL" },
          email_addresses: email ? [address(email)] : [],
          phone_numbers: phone ? [{ number: phone, field: "PHONE1" }] : [],
        });
        return contact.id;
      },
      merge: held.merge,
      sent: (id) => byHook(id, held.at()),
    },
    stopHooks() {
      for (const hook of held.all("hook")) held.put({ ...hook, status: "Inactive" });
    },
    records: () => toRecords(held),
  };
}
