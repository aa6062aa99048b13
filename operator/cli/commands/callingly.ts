import { Command } from "commander";
import * as z from "zod";
import { CallinglyError } from "../../../lambda/callingly/error.ts";
import type { AccountClient } from "../../../lambda/callingly/for-account.ts";
import type { PostOutcome } from "../../../lambda/callingly/outcome.ts";
import { isRecord } from "../../../lambda/callingly/wire.ts";
import type { Account } from "../../../lambda/config/accounts.ts";
import { Problem } from "../../../lib/program/problem.ts";
import type { Endpoint } from "../../callingly/endpoint.ts";
import { endpoints } from "../../callingly/endpoints.ts";
import type { Stage } from "../../stage/stage.ts";
import { agreed, type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { table } from "../terminal/table.ts";

interface Options extends StageOptions {
  readonly account?: string;
  readonly yes?: true;
  readonly [field: string]: unknown;
}

/** Every endpoint of Callingly, for people. */
export function callinglyCommand(cli: Cli): Command {
  const callingly = new Command("callingly").description("Asks and changes an account at Callingly, past the bridge.");
  for (const endpoint of endpoints) {
    const [group = "", name = ""] = endpoint.name.split(" ");
    groupIn(callingly, group).addCommand(commandFor(cli, endpoint, name));
  }
  return callingly;
}

function groupIn(parent: Command, name: string): Command {
  const known = parent.commands.find((command) => command.name() === name);
  if (known) return known;
  const group = new Command(name).description(`${name === "sms" ? "Text messages" : sentence(name)} at Callingly.`);
  parent.addCommand(group);
  return group;
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function commandFor(cli: Cli, endpoint: Endpoint, name: string): Command {
  const command = new Command(name).description(endpoint.does);
  for (const id of endpoint.ids) command.argument(`<${id}>`, "its id at Callingly");
  for (const [field, schema] of Object.entries(endpoint.fields.shape)) {
    const flags = `${optionOf(field)} <${placeholders(schema)}>`;
    if (schema instanceof z.ZodExactOptional) command.option(flags);
    else command.requiredOption(flags, "needed");
  }
  command.option("--account <name>", "which account of the configuration; needed when there are several");
  if (endpoint.asks) command.option("--yes", "do not ask");
  return stageCommand<Options>(cli, command, (stage, options, ids) => run(cli, endpoint, stage, options, ids));
}

const optionOf = (field: string): string => `--${field.replaceAll("_", "-")}`;
/** As commander names the option's value. */
const keyOf = (field: string): string => field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The allowed values, for the help. */
function placeholders(schema: z.ZodType): string {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const choices = [json, ...(json.anyOf ?? [])].flatMap((part) =>
    isRecord(part) ? [...(Array.isArray(part.enum) ? part.enum : []), ...("const" in part ? [part.const] : [])] : [],
  );
  return choices.length > 1 ? choices.join("|") : "value";
}

async function run(
  cli: Cli,
  endpoint: Endpoint,
  stage: Stage,
  options: Options,
  ids: readonly string[],
): Promise<Result> {
  for (const id of ids)
    if (!/^[1-9]\d*$/.test(id)) throw new Problem(`${id} is no id of Callingly: write digits only.`);
  const fields = fieldsOf(endpoint, options);
  const account = accountOf(stage, options.account);
  const client = await stage.callinglyFor(account);
  if (!client) throw new Problem(noToken(account));
  if (endpoint.asks) {
    const about = `Account ${account.name}${stage.standIn ? " of the stand-in: nobody is called" : ""}. `;
    if (!(await agreed(cli, options.yes, about + endpoint.asks(ids, fields))))
      return { data: { done: false }, text: "Nothing was done.", ok: false };
  }
  const answer = await asked(endpoint, client, ids, fields, account);
  return isOutcome(answer) ? outcomeResult(answer) : { data: answer ?? { done: true }, text: shown(answer, endpoint) };
}

function fieldsOf({ fields, name }: Endpoint, options: Options): Readonly<Record<string, unknown>> {
  const given = Object.keys(fields.shape).flatMap((field) => {
    const value = options[keyOf(field)];
    return value === undefined ? [] : [[field, value]];
  });
  if (given.length === 0 && / update$/.test(name)) throw new Problem("Say what shall change, see --help.");
  const result = fields.safeParse(Object.fromEntries(given));
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => `${optionOf(String(path[0]))}: ${message}`);
  throw new Problem(issues.join("\n"));
}

/** @throws Problem when it has to be said which */
export function accountOf({ bridge }: Stage, name: string | undefined): Account {
  const names = bridge.accounts.map((account) => account.name).join(", ");
  const [only, another] = bridge.accounts;
  if (name === undefined) {
    if (only && !another) return only;
    throw new Problem(`The configuration has several accounts. Say which: --account, one of ${names}.`);
  }
  const account = bridge.account(name);
  if (!account) throw new Problem(`The configuration has no account "${name}". There are: ${names}.`);
  return account;
}

const noToken = ({ token }: Account): string =>
  `There is no Callingly token for it: write one with \`bridge secrets set callingly-tokens ${token}\`.`;

async function asked(
  endpoint: Endpoint,
  client: AccountClient,
  ids: readonly string[],
  fields: Readonly<Record<string, unknown>>,
  account: Account,
): Promise<unknown> {
  try {
    return await endpoint.run(client, ids, fields);
  } catch (error) {
    if (!(error instanceof CallinglyError)) throw error;
    throw new Problem(wordsOf(error, account));
  }
}

/** Callingly's answer, and the remedy. */
function wordsOf({ status, message, detail, fieldErrors }: CallinglyError, account: Account): string {
  const words = [
    detail,
    ...Object.entries(fieldErrors).map(([field, errors]) => `${field}: ${[errors].flat().join(" ")}`),
  ];
  const said = words.filter(Boolean).join("\n  ");
  const remedy = remedies(account)[status ?? 0];
  return [message, said && `  ${said}`, remedy].filter(Boolean).join("\n");
}

const remedies = ({ name, label = name, token, accountId }: Account): Readonly<Record<number, string>> => ({
  0: "Callingly did not answer: try again in a minute.",
  401: `The token was refused: write the right one with \`bridge secrets set callingly-tokens ${token}\`.`,
  403: accountId
    ? `Callingly does not let this token act for ${accountId}: look at accounts.${label}.accountId in the configuration.`
    : "Callingly does not let this account do that: look at its state there.",
  404: "There is no such thing in this account.",
  429: "Callingly asks to slow down: try again in a minute.",
});

// ── what is shown ───────────────────────────────────────────────────────────────────────────────────────────────

const isOutcome = (answer: unknown): answer is PostOutcome =>
  isRecord(answer) && ["placed", "refused", "not-sent", "ambiguous"].includes(String(answer.kind));

function outcomeResult(outcome: PostOutcome): Result {
  const ok = outcome.kind === "placed";
  const data = {
    outcome: outcome.kind,
    ...(outcome.kind === "placed" && { call_id: outcome.callId ?? null }),
    ...("status" in outcome && { status: outcome.status }),
    ...(outcome.kind === "refused" && { message: outcome.message, errors: outcome.fieldErrors }),
    ...("reason" in outcome && { reason: outcome.reason }),
  };
  return { data, ok, text: outcomeText(outcome) };
}

function outcomeText(outcome: PostOutcome): string {
  switch (outcome.kind) {
    case "placed":
      return outcome.callId ? `Accepted: call ${outcome.callId}.` : "Accepted.";
    case "refused":
      return `Refused, nothing was done: ${outcome.message}`;
    case "not-sent":
      return `Not sent: ${outcome.reason}. Nothing was done; you may try again.`;
    case "ambiguous":
      return `Nobody knows whether it was done: ${outcome.reason}. Look with \`bridge callingly calls list\` before you try again.`;
  }
}

function shown(answer: unknown, { columns }: Endpoint): string {
  if (answer === undefined) return "Done.";
  if (Array.isArray(answer)) {
    if (answer.length === 0) return "None.";
    return table(
      columns,
      answer.map((row) => columns.map((column) => cell(isRecord(row) ? row[column] : undefined))),
    );
  }
  if (!isRecord(answer)) return "Done.";
  const rows = Object.entries(answer).flatMap(([name, value]) => {
    const text = cell(value);
    return text === undefined ? [] : [[name, text]];
  });
  return table(["field", "value"], rows);
}

function cell(value: unknown): string | undefined {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return undefined;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (isRecord(value)) {
    const name = value.name ?? [value.fname, value.lname].filter(Boolean).join(" ");
    return [name, value.id !== undefined && `(${value.id})`].filter(Boolean).join(" ") || JSON.stringify(value);
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
