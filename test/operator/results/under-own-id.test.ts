import { expect, it } from "vitest";
import { translation } from "../../../operator/results/preview/under-own-id.ts";

it("shows a record under the id that was named, wherever it stands by itself, and nothing else", () => {
  const ids = translation();
  ids.learn("5725767000001234007", "9000000000000000001");
  expect(ids.toThere("/Leads/5725767000001234007?x=57257670000012340079")).toBe(
    "/Leads/9000000000000000001?x=57257670000012340079",
  );
  expect(ids.fromThere('{"id":9000000000000000001,"a":"x9000000000000000001"}')).toBe(
    '{"id":5725767000001234007,"a":"x9000000000000000001"}',
  );
});

it("leaves an id alone that is so short that it may be anything", () => {
  const ids = translation();
  ids.learn("247", "88410");
  expect(ids.toThere('{"duration":247}')).toBe('{"duration":247}');
});
