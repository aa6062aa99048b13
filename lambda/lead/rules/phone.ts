import { dialNow, hold } from "./decision.ts";
import { rule } from "./rule.ts";

/** A lead needs a number to be rung at. One that came as an id brings its number when it is fetched, before any rule is asked. */
export const phone = rule("phone", [], ({ person, reference }) =>
  person.phone || reference !== undefined ? dialNow : hold("no-phone", "person"),
);
