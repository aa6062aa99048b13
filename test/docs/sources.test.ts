import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { connectors } from "../../lambda/connectors/index.ts";

/** Whether the pages of docs/sources name the connectors by the keys that a configuration takes. */

const folder = join(import.meta.dirname, "../../docs/sources");
const pages = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));

it("the senders' pages name every connector that takes leads, and none that there is not", () => {
  const rows = pages.flatMap((text) => [...text.matchAll(/^\| [^|]+ \| `([a-z0-9-]+)` \|/gm)].map(([, key]) => key));
  const headings = pages.flatMap((text) => [...text.matchAll(/^##? .* · `([a-z0-9-]+)`/gm)].map(([, key]) => key));
  const takesLeads = connectors.filter((connector) => "intake" in connector).map(({ key }) => key);
  expect([...new Set([...rows, ...headings])].sort()).toEqual([...takesLeads].sort());
});
