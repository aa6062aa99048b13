import * as fc from "fast-check";
import { expect, it } from "vitest";
import { parseSpliced } from "../../../lambda/connectors/kit/in/parse-spliced.ts";
import { RejectedError } from "../../../lambda/runtime/errors.ts";
import { aRequest } from "../../fakes/bridge.ts";

const parse = (body: string) => parseSpliced(aRequest("/leads/source", { body }));
const name = fc.stringMatching(/^[a-z]{1,8}$/);

it("reads JSON that is whole as JSON", async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(name, fc.string()), async (fields) => {
      expect({ ...((await parse(JSON.stringify(fields))) as object) }).toEqual({ ...fields });
    }),
  );
});

it("finds every answer of a template, whatever quotation marks and line breaks are in them", async () => {
  const answer = fc.stringMatching(/^[A-Za-z0-9" \n.!+-]{0,40}$/).map((text) => text.trim());
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(name, answer), { minLength: 1, selector: ([key]) => key }),
      async (pairs) => {
        const body = `{${pairs.map(([key, text]) => `\n  "${key}": "${text}"`).join(",")}\n}`;
        expect({ ...((await parse(body)) as object) }).toEqual(Object.fromEntries(pairs));
      },
    ),
  );
});

it("reads or refuses anything, in no more time than its length asks for", async () => {
  const hostile = [
    "{",
    '{"',
    '{"a":',
    '{,,,,"',
    '{"a":"\\',
    `{${',"a" '.repeat(20_000)}`,
    `{"a":"${'"]}'.repeat(50_000)}`,
    `{${" ".repeat(99_999)}`,
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.constantFrom(...hostile),
        fc.string().map((text) => `{${text}`),
      ),
      async (body) => {
        const result = await parse(body).catch((error: unknown) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(RejectedError);
      },
    ),
  );
});
