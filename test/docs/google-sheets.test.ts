import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { json } from "../../lambda/connectors/vendors/json.ts";

/** The script of docs/sources/google-sheets.md, run with a sheet, a clock and an internet of our own. */

const script = readFileSync(new URL("../../docs/sources/google-sheets.gs", import.meta.url), "utf8");
const URL_OF_SOURCE = "https://bridge.example.com/leads/sheet/test-key";

interface Sent {
  readonly url: string;
  readonly contentType: string;
  readonly headers: Record<string, string>;
  readonly payload: string;
}
type Answer = number | "no network" | readonly [status: number, text: string];

/** @param cells of the tab, the names of columns first */
function sheet(cells: string[][], { url = URL_OF_SOURCE, tab = "Leads", isLocked = false } = {}) {
  const sent: Sent[] = [];
  const answers: Answer[] = [];
  const triggers: string[] = [];
  let ids = 0;
  const at = (row: number, column: number) => cells[row - 1]?.[column - 1] ?? "";
  const range = (row: number, column: number, rows = 1, columns = 1) => ({
    getDisplayValues: () =>
      Array.from({ length: rows }, (_, down) =>
        Array.from({ length: columns }, (_, right) => at(row + down, column + right)),
      ),
    setValue(value: string) {
      const line = cells[row - 1] ?? [];
      cells[row - 1] = line;
      while (line.length < column) line.push("");
      line[column - 1] = value;
    },
  });
  const width = () => Math.max(0, ...cells.map((line) => line.length));
  const leads = {
    getRange: range,
    getLastColumn: width,
    getDataRange: () => range(1, 1, cells.length, width()),
  };
  const trigger = (name: string) => {
    const made = (kind: string) => ({ create: () => triggers.push(`${name} ${kind}`) });
    return {
      forSpreadsheet: () => ({ onChange: () => made("on change") }),
      timeBased: () => ({ everyMinutes: (minutes: number) => made(`every ${minutes} minutes`) }),
    };
  };
  const world = createContext({
    SpreadsheetApp: {
      getActive: () => ({ getSheetByName: (name: string) => (name === tab ? leads : null) }),
      flush: () => undefined,
    },
    LockService: { getScriptLock: () => ({ tryLock: () => !isLocked, releaseLock: () => undefined }) },
    PropertiesService: { getScriptProperties: () => ({ getProperty: () => url }) },
    Utilities: { getUuid: () => `row-${++ids}` },
    ScriptApp: {
      getProjectTriggers: () => triggers.map((kind) => ({ getHandlerFunction: () => kind.split(" ")[0], kind })),
      deleteTrigger: ({ kind }: { kind: string }) => triggers.splice(triggers.indexOf(kind), 1),
      newTrigger: trigger,
    },
    UrlFetchApp: {
      fetch(address: string, options: Omit<Sent, "url">) {
        sent.push({ url: address, ...options });
        const answer = answers.shift() ?? 200;
        if (answer === "no network") throw new Error("Address unavailable");
        const [status, text] = typeof answer === "number" ? [answer, ""] : answer;
        return { getResponseCode: () => status, getContentText: () => text };
      },
    },
  });
  runInContext(script, world);
  return { cells, sent, answers, triggers, run: (name = "sendNewRows") => runInContext(`${name}()`, world) };
}

const NAMES = ["First name", "Last name", "Phone", "Email"];
const MAYA = ["Maya", "Lindqvist", "+1 202 555 0143", "maya.lindqvist@example.com"];
const OMAR = ["Omar", "Haddad", "(202) 555-0187", ""];

describe("the script of a Google sheet", () => {
  it("sends each row once, under an id of the row that is written before", async () => {
    const { run, sent, cells } = sheet([[...NAMES], [...MAYA], [...OMAR]]);
    run();
    run();
    expect(sent.map(({ url, headers }) => [url, headers["Idempotency-Key"]])).toEqual([
      [URL_OF_SOURCE, "row-1"],
      [URL_OF_SOURCE, "row-2"],
    ]);
    expect(cells[0]).toEqual([...NAMES, "Bridge id", "Bridge"]);
    expect(cells[1]).toEqual([...MAYA, "row-1", expect.stringMatching(/^sent \d{4}-/)]);
  });

  it("sends what the bridge reads as the person", async () => {
    const { run, sent } = sheet([[...NAMES], [...MAYA]]);
    run();
    const [{ payload = "", contentType = "" } = {}] = sent;
    const reading = await json.intake.bind(undefined).read({
      method: "POST",
      url: URL_OF_SOURCE,
      headers: { "content-type": contentType },
      query: new URLSearchParams(),
      params: { source: "sheet" },
      body: Buffer.from(payload),
    });
    expect(reading).toMatchObject({
      kind: "leads",
      leads: [
        { firstName: "Maya", lastName: "Lindqvist", phone: "+1 202 555 0143", email: "maya.lindqvist@example.com" },
      ],
    });
  });

  it("keeps what could not be sent for the next run, under the same id", () => {
    for (const answer of [503, 429, 401, 404, "no network"] as const) {
      const { run, sent, cells, answers } = sheet([[...NAMES], [...MAYA]]);
      answers.push(answer);
      run();
      expect(cells[1]?.[5] ?? "").toBe("");
      run();
      expect(sent.map(({ headers }) => headers["Idempotency-Key"])).toEqual(["row-1", "row-1"]);
      expect(cells[1]?.[5]).toMatch(/^sent /);
    }
  });

  it("says in the row why the bridge refused it, and leaves it until somebody empties that", () => {
    const { run, sent, cells, answers } = sheet([[...NAMES], [...MAYA]]);
    answers.push([422, "phone: this is no phone number"]);
    run();
    run();
    expect(sent).toHaveLength(1);
    expect(cells[1]?.[5]).toBe("refused (422): phone: this is no phone number");
    if (cells[1]) cells[1][5] = "";
    run();
    expect(cells[1]?.[5]).toMatch(/^sent /);
  });

  it("sends no row that has no phone yet, and none that somebody has marked", () => {
    const { run, sent, cells } = sheet([
      [...NAMES, "Bridge"],
      [...MAYA, "old"],
      ["", "", "", "", ""],
      ["Omar", "Haddad", " ", "", ""],
    ]);
    run();
    expect(sent).toEqual([]);
    cells[3]?.splice(2, 1, "(202) 555-0187");
    run();
    expect(sent).toHaveLength(1);
  });

  it("sends the cells that hold something, by the names of their columns, and not its own", () => {
    const { run, sent, cells } = sheet([[...NAMES]]);
    run();
    cells.push([...OMAR]);
    run();
    expect(JSON.parse(sent[0]?.payload ?? "{}")).toEqual({
      "First name": "Omar",
      "Last name": "Haddad",
      Phone: "(202) 555-0187",
    });
  });

  it("leaves the rows to a run that is under way, and says what is missing", () => {
    const busy = sheet([[...NAMES], [...MAYA]], { isLocked: true });
    busy.run();
    expect(busy.sent).toEqual([]);
    expect(() => sheet([[...NAMES]], { tab: "Sheet1" }).run()).toThrow('no tab "Leads"');
    expect(() => sheet([["Name", "Mobile"]]).run()).toThrow('no column "Phone"');
    for (const url of ["", "http://bridge.example.com/leads/sheet/key", "https://bridge.example.com/"]) {
      expect(() => sheet([[...NAMES], [...MAYA]], { url }).run("install")).toThrow("BRIDGE_URL");
    }
  });

  it("is run at each change and every five minutes, however often it is installed", () => {
    const { run, triggers } = sheet([[...NAMES]]);
    run("install");
    run("install");
    expect(triggers).toEqual(["sendNewRows on change", "sendNewRows every 5 minutes"]);
  });
});
