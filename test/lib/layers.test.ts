import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

/** Imports go down the house, types included. That nothing goes in a circle is the linter's (noImportCycles). */

/** What each room may import beside itself. A file is in the room with the longest name that it begins with. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  bench: [
    "test/fakes",
    "test/browser/chromium",
    "local",
    "stand-ins",
    "operator/cli",
    "operator/console",
    "operator",
    "lib",
    "lambda/config",
    "lambda/store",
    "lambda/lead",
    "lambda/runtime",
  ],
  console: ["operator/console"],
  create: ["operator"],
  local: [
    "operator/console",
    "operator",
    "stand-ins",
    "lib",
    "lambda/captcha",
    "lambda/config",
    "lambda/connectors",
    "lambda/store",
    "lambda/lead",
    "lambda/runtime",
  ],
  "stand-ins": ["lib", "lambda/config"],
  bin: ["local", "stand-ins", "operator/cli", "operator/console", "operator", "lib", "lambda/config"],
  "operator/cli": ["operator/console", "operator", "lib", ...belowFunctions()],
  "operator/console": ["operator", "lib", ...belowFunctions()],
  operator: ["lib", ...belowFunctions()],
  lib: ["lambda/config", "lambda/store", "lambda/lead", "lambda/runtime"],
  form: [],
  "bridge.config.ts": ["lambda/config"],
  "lambda/functions": belowFunctions(),
  "lambda/steps": belowSteps(),
  "lambda/config": [
    "lambda/connectors",
    "lambda/connectors/contract",
    "lambda/captcha",
    "lambda/lead",
    "lambda/runtime",
  ],
  "lambda/connectors": ["lambda/connectors/vendors", "lambda/connectors/contract"],
  "lambda/connectors/vendors": ["lambda/connectors/kit", "lambda/connectors/contract", "lambda/lead", "lambda/runtime"],
  "lambda/connectors/kit": ["lambda/connectors/contract", "lambda/lead", "lambda/runtime"],
  "lambda/connectors/contract": ["lambda/lead", "lambda/runtime"],
  "lambda/callingly": ["lambda/lead", "lambda/runtime"],
  "lambda/captcha": ["lambda/lead", "lambda/runtime"],
  "lambda/store": ["lambda/lead", "lambda/runtime"],
  "lambda/lead": ["lambda/runtime"],
  "lambda/runtime": [],
};

/** No vendor: whoever needs one asks the registry, so that nothing here knows which there are. */
function belowFunctions() {
  return ["lambda/steps", "lambda/connectors", ...belowSteps()];
}

/** Steps get their connectors from the configuration. */
function belowSteps() {
  const connectors = ["lambda/connectors/kit", "lambda/connectors/contract"];
  return [
    "lambda/config",
    ...connectors,
    "lambda/callingly",
    "lambda/captcha",
    "lambda/store",
    "lambda/lead",
    "lambda/runtime",
  ];
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const rooms = Object.keys(mayImport).sort((one, other) => other.length - one.length);
const roomOf = (file: string) =>
  [...rooms, "test/fakes", "test/browser/chromium"].find((room) => file === room || file.startsWith(`${room}/`));

const files = rooms
  .filter((room) => !room.includes("/") && !room.includes("."))
  .concat("lambda")
  .flatMap((top) => readdirSync(join(root, top), { recursive: true, encoding: "utf8" }).map((file) => join(top, file)))
  .concat("bridge.config.ts")
  .filter((file) => /\.m?[tj]sx?$/.test(file))
  .map((file) => ({ file: file.split(sep).join("/"), text: readFileSync(join(root, file), "utf8") }));

/** Every import of a file of ours, dynamic ones and those of types as well. */
const arrows = files.flatMap(({ file, text }) =>
  [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g)].map(([, to = ""]) => ({
    from: file,
    to: relative(".", normalize(join(dirname(file), to)))
      .split(sep)
      .join("/"),
  })),
);

it("imports go down only, from room to room", () => {
  const upward = arrows.filter(({ from, to }) => {
    const [room = "", target] = [roomOf(from), roomOf(to)];
    const isWithin = target === room || to === "package.json";
    return !isWithin && !mayImport[room]?.includes(target ?? "");
  });
  expect(upward.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

it("every file of the product stands in a room", () => {
  expect(files.map(({ file }) => file).filter((file) => roomOf(file) === undefined)).toEqual([]);
});

it("operator prints nothing and asks nobody: that is its command line's, and a console's", () => {
  const talks = /\bconsole\.|\bprocess\.(?:stdin|stdout|stderr|exitCode)\b|\bTerminal\b|"(?:@inquirer\/|cli-table3)/;
  const talking = files.filter(({ file, text }) => roomOf(file) === "operator" && talks.test(text));
  expect(talking.map(({ file }) => file)).toEqual([]);
});
