import fc from "fast-check";
import type * as z from "zod/mini";

/** Anything that a schema allows, for tests that hold for all of it. */
export const anyOf = <Schema extends z.ZodMiniType>(schema: Schema): fc.Arbitrary<z.output<Schema>> =>
  valuesOf(schema) as fc.Arbitrary<z.output<Schema>>;

/** As far as the schemas of what is stored go. */
type Definition =
  | { readonly type: "object"; readonly shape: Readonly<Record<string, z.ZodMiniType>> }
  | { readonly type: "optional"; readonly innerType: z.ZodMiniType }
  | { readonly type: "array"; readonly element: z.ZodMiniType }
  | { readonly type: "record"; readonly valueType: z.ZodMiniType }
  | { readonly type: "enum"; readonly entries: Readonly<Record<string, string>> }
  | { readonly type: "string"; readonly format?: "datetime" }
  | { readonly type: "number" }
  | { readonly type: "boolean" };

const definitionOf = (schema: z.ZodMiniType): Definition => schema._zod.def as unknown as Definition;

function valuesOf(schema: z.ZodMiniType): fc.Arbitrary<unknown> {
  const definition = definitionOf(schema);
  switch (definition.type) {
    case "object":
      return recordOf(definition.shape);
    case "optional":
      return valuesOf(definition.innerType);
    case "array":
      return fc.array(valuesOf(definition.element), { maxLength: 4 });
    case "record":
      return fc.dictionary(names, valuesOf(definition.valueType), { maxKeys: 4, noNullPrototype: true });
    case "enum":
      return fc.constantFrom(...Object.values(definition.entries));
    case "string":
      return definition.format === "datetime" ? instants : texts;
    case "number":
      return fc.oneof(fc.constantFrom(0, 1, 14, 90, 400), fc.integer());
    case "boolean":
      return fc.boolean();
  }
}

function recordOf(shape: Readonly<Record<string, z.ZodMiniType>>): fc.Arbitrary<object> {
  const isRequired = (name: string) => {
    const part = shape[name];
    return part !== undefined && definitionOf(part).type !== "optional";
  };
  return fc.record(Object.fromEntries(Object.entries(shape).map(([name, part]) => [name, valuesOf(part)])), {
    requiredKeys: Object.keys(shape).filter(isRequired),
    noNullPrototype: true,
  });
}

/** Few enough that one often equals another, and some that would be taken for something else. */
const texts = fc.oneof(
  fc.constantFrom("", "a", "b", "by", "by by", " by Robin  Ashby ", "held by a\nb", "+1s", "lead#1", "null", "{}"),
  fc.string({ unit: "grapheme" }),
);
const names = texts.filter((name) => name !== "__proto__");
const instants = fc.oneof(
  fc.constantFrom(
    "2026-06-15T12:00:00.000Z",
    "2026-06-15T12:00:00Z",
    "2026-06-15T12:00:01.123Z",
    "2026-06-15T12:00:00.123456Z",
  ),
  fc
    .date({ min: new Date("1971-01-01"), max: new Date("2200-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString()),
);
