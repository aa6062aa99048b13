import { describe, expect, it } from "vitest";
import { type FormResult, formCases, formResults } from "../../../fakes/form-fields.ts";

/** Forms of many makers and languages, posted by browsers under names and by builders under labels. */

const results: FormResult[] = [];
for (const form of formCases()) {
  for (const view of ["names", "labels"] as const) results.push(...(await formResults(form, view)));
}

/** What is read of what is asked for, and what is right of what is read. They only go up. */
const bars = {
  phone: [0.98, 1],
  name: [0.99, 1],
  email: [1, 1],
  company: [1, 1],
} as const;

const share = (of: readonly FormResult[]): number => of.filter(({ right }) => right).length / of.length;

describe("a form of any maker", () => {
  it.each(["phone", "name", "email", "company"] as const)("has its %s found, and nothing else taken for it", (kind) => {
    const own = results.filter((each) => each.kind === kind);
    const found = own.filter(({ asked }) => asked);
    const read = own.filter((each) => each.read);
    const percent = (of: readonly FormResult[]) => `${(100 * share(of)).toFixed(1)} % of ${of.length}`;
    console.log(`${kind}: found ${percent(found)}, right ${percent(read)}`);
    const wrong = own.filter(({ right }) => !right).map(({ id, view, read }) => `${id} by ${view}: ${read}`);
    expect(share(found), wrong.join("\n")).toBeGreaterThanOrEqual(bars[kind][0]);
    expect(share(read), wrong.join("\n")).toBeGreaterThanOrEqual(bars[kind][1]);
  });
});
