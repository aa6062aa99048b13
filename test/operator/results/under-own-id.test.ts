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

it("exchanges an id that is so short that it may be anything only where an id stands", () => {
  const ids = translation();
  ids.learn("247", "88410");
  const other = '{"duration":247,"at":"14:31:247","note":"247 s, 247"}';
  expect(ids.toThere(other)).toBe(other);
  expect(ids.toThere('{"deal_id":247,"contactId":"247","ids":[247],"id": 247}')).toBe(
    '{"deal_id":88410,"contactId":"88410","ids":[88410],"id": 88410}',
  );
  expect(ids.toThere("/deals/247?person_id=247")).toBe("/deals/88410?person_id=88410");
  expect(ids.fromThere('{"id":88410}')).toBe('{"id":247}');
});

it("leaves one alone that stands there under an id as short", () => {
  const ids = translation();
  ids.learn("36", "1");
  expect(ids.toThere('{"id":36}')).toBe('{"id":36}');
});
