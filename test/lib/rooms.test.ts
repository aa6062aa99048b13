import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { connectors } from "../../lambda/connectors/index.ts";

/** What ARCHITECTURE.md says is not in a room, where it shows in the text of its files. */

const root = join(import.meta.dirname, "../..");
const filesIn = (room: string): { readonly file: string; readonly text: string }[] =>
  readdirSync(join(root, room), { withFileTypes: true }).flatMap((entry) => {
    const file = join(room, entry.name);
    // Tests beside this one make folders of their own, and take them away.
    if (entry.isDirectory()) return unlessGone(() => filesIn(file)) ?? [];
    const text = /\.m?ts$/.test(file) ? unlessGone(() => readFileSync(join(root, file), "utf8")) : undefined;
    return text === undefined ? [] : [{ file, text: codeOf(text) }];
  });

function unlessGone<Read>(read: () => Read): Read | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** What is said in comments, such as an address where something is documented, is no code. */
const codeOf = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");

/** Files of a room that hold what does not belong there. */
const breaking = (room: string, pattern: RegExp, but: (file: string) => boolean = () => false): string[] =>
  filesIn(room)
    .filter(({ file, text }) => !but(file) && pattern.test(text))
    .map(({ file }) => file);

const from = (packages: string) => new RegExp(`^(?:import|export)\\b[^;]*?\\bfrom "(?:${packages})`, "m");

describe("a room of ARCHITECTURE.md", () => {
  it("with pure rules has no I/O, no clock of its own and no chance", () => {
    const asks =
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\brandom(?:UUID|Bytes|Int|FillSync)\b|\bfetch\(|\bprocess\./;
    expect(breaking("lambda/lead", asks)).toEqual([]);
    expect(breaking("lambda/lead", from("node:(?!crypto|net|buffer)|@"))).toEqual([]);
  });

  it("with what Lambda loads is imported by no test, but for the handler of wakes", () => {
    const handlers = /lambda\/functions\/(?!wake-handler)[\w-]+\.ts"/;
    expect(breaking("test", handlers, (file) => file.endsWith("rooms.test.ts"))).toEqual([]);
  });

  it("with steps, rules or configuration names no vendor: vendors/ and the list alone do", () => {
    const vendorsOnly = connectors
      .map(({ key }) => key)
      .filter((key) => !["html-form", "json", "webhook"].includes(key));
    const names = new RegExp(`"(?:${vendorsOnly.join("|")})"(?!:)`);
    const vendors = (file: string) => /lambda\/connectors\/(?:vendors\/|index)/.test(file);
    // What a connection does is no CRM.
    const ofConnections = /(?:\.once\(|connection: )"close"|\/\/ "close" follows/g;
    const named = filesIn("lambda").filter(
      ({ file, text }) => !vendors(file) && names.test(text.replace(ofConnections, "")),
    );
    expect(named.map(({ file }) => file)).toEqual([]);
  });

  it("that is not the store's knows no DynamoDB, but where its client is made", () => {
    const elsewhere = (file: string) => /lambda\/(?:store\/|functions\/|runtime\/aws)/.test(file);
    expect(breaking("lambda", from("@aws-sdk/client-dynamodb"), elsewhere)).toEqual([]);
  });

  it("that is not Callingly's knows no address of its API", () => {
    expect(breaking("lambda", /callingly\.com/, (file) => file.startsWith("lambda/callingly/"))).toEqual([]);
  });

  it("with constructs has no SDK", () => {
    expect(breaking("lib", from("@aws-sdk/"))).toEqual([]);
  });

  it("with the script for forms has no library", () => {
    expect(breaking("form", /^import /m)).toEqual([]);
  });

  it("with tests mocks no module", () => {
    expect(breaking("test", /\bvi\.(?:mock|doMock|hoisted)\(/, (file) => file.endsWith("rooms.test.ts"))).toEqual([]);
  });
});
