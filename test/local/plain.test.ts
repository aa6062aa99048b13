import { marshall } from "@aws-sdk/util-dynamodb";
import { expect, it } from "vitest";
import { plain } from "../../local/streams/plain.ts";
import type { Item } from "../../local/streams/record.ts";

const value = {
  text: "a",
  empty: "",
  count: 1.5,
  yes: true,
  no: false,
  nothing: null,
  list: [1, { deep: ["b"] }],
  map: { a: { b: "" } },
};
const item = marshall(value) as unknown as Item;

it("gives back what was put into the table", () => {
  expect(plain(item)).toEqual(value);
});

it("gives only what is wanted, as far as it is there", () => {
  expect(plain(item, ["count", "missing"])).toEqual({ count: 1.5 });
});
