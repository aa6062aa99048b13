import * as z from "zod/mini";
import { OWN_TAGS } from "../own-tags.ts";
import { isSameText } from "../same-text.ts";

/** For CRMs without a field that says that somebody wants no call: tags and fields that the operator has named for it. */

/** That which the bridge itself adds is always among them. */
export const DoNotCallTagsSetting = z._default(z.array(z.string().check(z.minLength(1))), ["Do Not Call", "DNC"]);

/** By which tags somebody wants no call. */
export const refusingTags = (doNotCallTags: readonly string[]): string[] => [...doNotCallTags, OWN_TAGS.removed];

export const hasRefusingTag = (tags: readonly string[], doNotCallTags: readonly string[]): boolean =>
  tags.some((tag) => refusingTags(doNotCallTags).some((each) => isSameText(each, tag)));

/** The same for what an automation composed, which sends tags in a list or behind commas under whichever name for them. */
export const namesRefusingTag = (
  fields: Readonly<Record<string, unknown>>,
  doNotCallTags: readonly string[] = [],
): boolean =>
  Object.entries(fields).some(
    ([name, value]) =>
      /tags?$/i.test(name.trim()) &&
      hasRefusingTag(
        [value].flat().flatMap((each) => (typeof each === "string" ? each.split(",") : [])),
        doNotCallTags,
      ),
  );

/**
 * Whether a field that was named for it holds a refusal. In doubt it does. A box that may be ticked comes as `||Yes||`
 * from some.
 */
export const isRefusal = (value: unknown): boolean =>
  !/^(?:|null|undefined|false|no|0)$/i.test(String(value).replaceAll("|", "").trim());
