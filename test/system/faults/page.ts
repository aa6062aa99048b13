import { catalogue } from "./catalogue.ts";
import { namedTests } from "./named-tests.ts";

/** The page docs/faults.md: every row with the tests that prove it. */
export function faultsPage(): string {
  const tests = namedTests();
  const parts = Object.values(catalogue).map(({ title, rows }) => {
    const lines = Object.entries(rows).map(([id, fault]) => {
      const proofs = (tests.get(id) ?? []).map(({ file, title }) => `[${title}](../${file})`);
      return `| ${id} | ${fault} | ${proofs.join("<br>")} |`;
    });
    return [`## ${title}`, "", "| id | what happens | what is proven |", "|---|---|---|", ...lines, ""].join("\n");
  });
  return [
    "# What goes wrong, and what is proven about it",
    "",
    "Every row is named by at least one test; this page is written from the tests' titles by `npm run docs:faults`, and a",
    "test fails when it is out of date. Most rows are also met by chance in the simulation (`npm run simulate`).",
    "",
    ...parts,
  ].join("\n");
}
