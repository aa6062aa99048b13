import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import fc from "fast-check";
import { expect, it } from "vitest";
import { connectors } from "../../../lambda/connectors/index.ts";
import { fileOf, nameOf } from "../../../lib/bundling/bundle.ts";
import { chooseConnector } from "../../../operator/preview/choose-connector.ts";
import { leadSource, leadSourceCases } from "../../fakes/lead-sources.ts";
import { parseHttp } from "../../fakes/recorded.ts";

const folder = dirname(fileURLToPath(new URL("../../../lambda/connectors/index.ts", import.meta.url)));

it.each(connectors)(
  "$key is the export of its key in the file of its key, where a bundle looks for it",
  async (one) => {
    const module = await import(pathToFileURL(join(folder, fileOf(one.key, folder))).href);
    expect(module[nameOf(one.key)]).toBe(one);
  },
);

it("decides nothing by its order: the connector that is surest of a request is chosen", () => {
  const requests = leadSourceCases().map(({ source, name }) => parseHttp(leadSource(source, name).http));
  const at = new Date(0);
  const usual = requests.map((request) => chooseConnector(request, { at }));
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...connectors], { minLength: connectors.length, maxLength: connectors.length }),
      (shuffled) => {
        expect(requests.map((request) => chooseConnector(request, { at }, shuffled))).toEqual(usual);
      },
    ),
    { numRuns: 20 },
  );
});
