import type { AccountClient } from "../../lambda/callingly/for-account.ts";
import { atStage } from "../../lambda/config/at-stage.ts";
import { bridgeOf } from "../../lambda/config/bridge.ts";
import { type BridgeConfigInput, defineConfig } from "../../lambda/config/schema.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { type MemoryStore, memoryStore } from "../../lambda/store/memory.ts";
import { Problem } from "../../lib/program/problem.ts";
import { bridgeProgram } from "../../operator/cli/program.ts";
import type { Terminal } from "../../operator/cli/terminal/terminal.ts";
import type { Stage } from "../../operator/stage/stage.ts";
import { aClock, someIds } from "./bridge.ts";
import { noon } from "./leads.ts";

/** An operator at a terminal, with a bridge whose table is in memory. */

const config: BridgeConfigInput = {
  accounts: { main: { timeZone: "UTC" }, agency: { accountId: 11002, timeZone: "UTC" } },
  crms: { demo: { connector: "webhook", settings: { url: "https://crm.example.com/results" } } },
  sources: {
    website: { connector: "html-form", account: "main", team: 19230, report: ["demo"] },
    client: { connector: "json", account: "agency", team: 19240, country: "GB", report: ["demo"] },
  },
};

export interface Ran {
  /** What was printed on standard output. */
  readonly text: string;
  /** What was said beside it. */
  readonly notes: string;
  /** The questions that were asked. */
  readonly questions: readonly string[];
  readonly code: number;
}

export interface Operator {
  readonly store: MemoryStore;
  readonly clock: ReturnType<typeof aClock>;
  /** Runs a command line as it is typed. */
  run(line: string, at?: { answers?: readonly (boolean | string)[] }): Promise<Ran>;
  /** As `run`, with `--json`; the printed value. */
  json<T = Record<string, unknown>>(line: string): Promise<T>;
  add(...leads: Lead[]): Promise<void>;
  find(lead: Lead): Promise<Lead>;
}

export function anOperator({
  changes = {},
  callingly = {},
  standIn = false,
}: {
  changes?: Partial<BridgeConfigInput>;
  /** What Callingly answers; what is not given fails. */
  callingly?: Partial<AccountClient>;
  standIn?: boolean;
} = {}): Operator {
  const store = memoryStore();
  const clock = aClock(noon);
  const checked = defineConfig({ ...config, ...changes });
  const stage: Stage = {
    name: "test",
    place: "here",
    url: "https://bridge.example.com",
    tableName: "none",
    standIn,
    crmBaseUrls: {},
    config: checked,
    bridge: bridgeOf(atStage(checked, { anyHour: true })),
    store,
    archive: store.archive,
    suppressionSeeds: async () => ["a seed for tests"],
    dynamo: undefined as never,
    secrets: undefined as never,
    callinglyFor: async () => ({ tokenPrint: "print", ...callingly }) as AccountClient,
    openCrm: async () => undefined,
    openCrmWith: () => async () => undefined,
    verifierFor: () => undefined,
    now: clock.now,
    sleep: async (ms) => clock.pass(ms),
    newId: someIds(),
    log: () => undefined,
  };

  async function run(line: string, { answers }: { answers?: readonly (boolean | string)[] } = {}): Promise<Ran> {
    const said = { text: [] as string[], notes: [] as string[], questions: [] as string[] };
    const left = [...(answers ?? [])];
    const asked = (question: string) => {
      if (answers === undefined) throw new Problem(`${question} Nobody is there to answer.`);
      said.questions.push(question);
      return left.shift();
    };
    const terminal: Terminal = {
      isInteractive: answers !== undefined,
      print: (text) => void said.text.push(text),
      note: (text) => void said.notes.push(text),
      progress: () => undefined,
      confirm: async (question) => asked(question) === true,
      ask: async (question, { default: usual = "" } = {}) => String(asked(question) ?? usual),
      choose: async (question) => String(asked(question)),
      askSecret: async (question) => String(asked(question)),
      readInput: async () => "",
    };
    const playCrm = async () => undefined;
    const cli = { openStage: async () => stage, playCrm, terminal, env: {}, operator: "Robin Ashby" };
    const before = process.exitCode;
    process.exitCode = undefined;
    await bridgeProgram(cli).parseAsync(wordsIn(line), { from: "user" });
    const code = Number(process.exitCode ?? 0);
    process.exitCode = before;
    return { text: said.text.join("\n"), notes: said.notes.join("\n"), questions: said.questions, code };
  }

  return {
    store,
    clock,
    run,
    json: async (line) => JSON.parse((await run(`${line} --json`)).text),
    add: async (...leads) => {
      for (const lead of leads) await store.leads.add(lead);
    },
    find: async ({ id }) => (await store.leads.find(id)) as Lead,
  };
}

/** Words between spaces; what stands in quotes is one. */
const wordsIn = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
