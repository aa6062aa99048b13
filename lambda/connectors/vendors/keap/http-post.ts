import type { Mapping } from "../../../lead/reader/fields.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import type { Reading } from "../../contract/intake.ts";
import { type Fields, idUnder, isStoppedBy, readComposed } from "../../kit/in/composed-record.ts";
import { isRefusal, namesRefusingTag } from "../../kit/in/refused-calls.ts";
import type { EventSettings } from "./events.ts";

/**
 * A contact that an automation posts, under the names that somebody gave its values there.
 * https://learn.thryv.com/hc/en-us/articles/44361574802701
 */

/** The usual names of the value `~Contact.Id~`. */
const ID_NAMES = ["contactid", "contact", "id"];

export interface PostSettings extends Pick<EventSettings, "stopOn"> {
  readonly mapping: Mapping;
  readonly doNotCall: readonly string[];
  readonly doNotCallTags: readonly string[];
}

export const readPost = (
  body: unknown,
  request: Pick<HttpRequest, "body" | "query">,
  { mapping, doNotCall, doNotCallTags, stopOn = [] }: PostSettings,
  country: Country | undefined,
): Reading => {
  const refusesCalls = (fields: Fields) =>
    namesRefusingTag(fields, doNotCallTags) || doNotCall.some((name) => isRefusal(fields[name]));
  const stops = [stopOn].flat();
  const byField = stops.flatMap((stop) => (typeof stop === "object" && "field" in stop ? [stop] : []));
  return readComposed(
    body,
    request,
    {
      what: "contact of a Keap automation",
      mapping,
      recordIn(fields) {
        const placed = idUnder(fields, ID_NAMES, /^([1-9]\d{0,17})$/);
        return placed && { ...placed, type: "contact" };
      },
      refusesCalls,
      isStopped: (fields) => isStoppedBy(fields, byField) || (stops.includes("doNotCall") && refusesCalls(fields)),
    },
    country,
  );
};
