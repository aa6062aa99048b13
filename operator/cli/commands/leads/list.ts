import { Command } from "commander";
import { isEnd, type Lead } from "../../../../lambda/lead/lead.ts";
import { placeOf } from "../../../console/places.ts";
import { newestLeads } from "../../../leads/arrived.ts";
import { filterOf, fits, type LeadFilter, mayFit } from "../../../leads/filter.ts";
import { type Chosen, type Watcher, waitingLeads } from "../../../leads/waiting.ts";
import { leadRow } from "../../../shapes/lead.ts";
import type { Stage } from "../../../stage/stage.ts";
import { switchNotes } from "../../../words/switches.ts";
import { type Cli, type Result, type StageOptions, stageCommand } from "../../command.ts";
import { openAt, type WebOption, withWeb } from "../../open-console.ts";
import { readingAloud } from "../../reading.ts";
import { leadTable } from "../../views/leads.ts";
import { lacking, readsFor, rest } from "../../views/rest.ts";
import { type ListOptions, limitOf, withFilter } from "./options.ts";

interface Options extends StageOptions, ListOptions, WebOption {
  readonly limit: string;
  readonly showPersonal?: true;
  readonly all?: true;
}

export const listCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withWeb(
      withFilter(
        new Command("list").description(
          "Lists the leads that wait for something, the newest first; with --all those that are over, too. The index shows neither source nor account: with these it looks into the newest 2000 and says what it left out.",
        ),
      ),
    )
      .option("--state <state...>", "only in this state, e.g. held; several may be named")
      .option(
        "--all",
        "also leads that are over, as with --state and an end; it goes back from the newest, day by day, until it has as many as --limit says",
      )
      .option("--limit <count>", "how many at most", "50")
      .option("--show-personal", "with names and whole phone numbers"),
    (stage, options: Options, _, command) =>
      options.web ? openAt(placeFor(options), stage, options, command, cli) : list(stage, options, cli),
  );

/** Those of one reason stand on the page of what waits; of all that came there is a list. */
function placeFor({ all, state, reason, source, account, since }: Options): string {
  const of = { source, account, since };
  const isAll = all === true || state !== undefined;
  return isAll ? placeOf("leads", { state, reason, ...of }) : placeOf("waiting", { reason, ...of });
}

const noneWaits = "No such lead waits. Those that are over are shown by: bridge leads list --all";

/** Filters by source and account may name what the configuration no longer has: such leads wait, too. */
async function list(stage: Stage, options: Options, { terminal }: Cli): Promise<Result> {
  const filter = filterOf(options, stage);
  const limit = limitOf(options.limit);
  const personal = options.showPersonal === true;
  const isAll = options.all === true || filter.states?.some(isEnd) === true;
  const watcher = readingAloud(terminal);
  const found = isAll
    ? await allThatCame(stage, filter, limit, watcher)
    : await waitingLeads(stage, {
        wanted: (row) => mayFit(row, filter),
        fits: (lead) => fits(lead, filter),
        limit,
        reads: readsFor({ limit }),
        watcher,
      });
  const lack = lacking(found, { limit });
  if (lack) terminal.note(lack);
  for (const note of switchNotes(stage)) terminal.note(note);
  if (found.items.length === 0) return { data: [], text: isAll ? "There is no such lead." : noneWaits };
  return {
    data: found.items.map((lead) => leadRow(lead, { personal })),
    text: leadTable(found.items, stage.now(), { personal }) + rest(found, { limit, isSure: !isAll && isShown(filter) }),
  };
}

/** Goes back until it has enough, or nothing older is left. */
async function allThatCame(
  stage: Stage,
  filter: LeadFilter,
  limit: number,
  { looked, unread }: Watcher,
): Promise<Chosen<Lead>> {
  const items: Lead[] = [];
  let read = 0;
  let after: string | undefined;
  do {
    const page = await newestLeads(stage, { filter, limit: limit - items.length, after });
    items.push(...page.leads);
    if (page.unread.length > 0) unread?.(page.unread);
    read += page.read;
    looked?.(read);
    after = page.next;
  } while (after !== undefined && items.length < limit);
  return { items, read, left: after === undefined ? 0 : 1 };
}

/** Whether the index alone tells who is meant. */
const isShown = ({ source, account, states }: LeadFilter): boolean =>
  source === undefined && account === undefined && states?.includes("ready") === states?.includes("dialing");
