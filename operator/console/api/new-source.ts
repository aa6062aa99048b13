import * as z from "zod";
import { connectors } from "../../../lambda/connectors/index.ts";
import { type Entry, entryText } from "../../edit-config/add-entry.ts";
import { usualAccount, usualSource } from "../../edit-config/usual.ts";
import { reads } from "../route.ts";

/** A source more: what would stand in bridge.config.ts. Who sees it puts it there, as the file is the operator's own. */

const name = z.string().min(1).max(100);

/** What can be chosen, and what a source of that connector and account usually has. */
export const usual = reads(
  z.object({ connector: z.string().max(100), account: z.string().max(100).optional() }),
  async ({ connector, account = "" }, { stage: { config } }) => {
    const accounts = Object.values(config.accounts).map((each) => each.name);
    const of = accounts.includes(account) ? account : (usualAccount(config) ?? accounts[0] ?? "");
    const { team, country, report, group } = usualSource(config, connector, of);
    return {
      connectors: connectors.filter((each) => "intake" in each).map(({ key, title }) => ({ key, title })),
      accounts,
      crms: Object.keys(config.crms),
      usual: { account: of, team: team ?? null, country, report: report ?? [], group: group ?? null },
    };
  },
);

/** `bridge sources add --dry`: the lines that would change, checked as the command checks them. */
export const add = reads(
  z.object({
    source: name.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "the name: use lower-case letters, digits and dashes"),
    connector: name,
    account: name,
    team: z.int("the team: write its id, digits only").positive("the team: write its id, digits only"),
    country: z.string().regex(/^[A-Za-z]{2}$/, "the country: write a two-letter code such as US or GB"),
    report: z.array(name),
    group: name.nullable(),
  }),
  async ({ source, group, country, ...said }, { console: { configFile } }) => {
    const { connector, account, team, report } = said;
    const value = {
      connector,
      account,
      team,
      country: country.toUpperCase(),
      report,
      ...(group !== null && { group }),
    };
    const entry: Entry = { section: "sources", name: source, value };
    // Its parser is loaded for who wants it.
    const { editWith, openConfig } = await import("../../edit-config/edit.ts");
    const { diff, file } = await editWith(await openConfig(configFile), entry);
    return { file, diff, lines: entryText(entry) };
  },
);
