import { Answered } from "../kit/answered.tsx";
import type { Answer } from "../kit/ask.ts";
import { Page } from "../kit/page.tsx";
import { Facts, Panel } from "../kit/parts.tsx";
import { useAnswer } from "../kit/use-answer.ts";
import { Access } from "./crm/access.tsx";
import { Hooks } from "./crm/hooks.tsx";
import { Owners } from "./crm/owners.tsx";
import { ByOutcome } from "./crm/settings.tsx";
import { Written } from "./crm/written.tsx";
import { Credentials } from "./crms.tsx";
import "./crm.css";

type Known = Answer<"crm">;

/** One CRM: what goes in and out, how outcomes come out there, who is let in, and what would be written. */
export function Crm({ crm }: { readonly crm: string }) {
  const known = useAnswer("crm", { crm });
  return (
    <Page title={`CRM ${crm}`}>
      <Answered known={known} rows={12}>
        {(answer) => <Shown {...answer} again={known.again} />}
      </Answered>
    </Page>
  );
}

function Shown({ again, ...known }: Known & { readonly again: () => void }) {
  const { crm, title, told, asked, credentials, documentation, page, limits, verified, settings } = known;
  return (
    <>
      <div class="columns">
        <Panel title="What it is">
          <Facts
            facts={[
              ["Vendor", title],
              [
                "Is told of calls of",
                told.length > 0 ? told.map((source) => <SourceLink key={source} source={source} />) : "nobody",
              ],
              [
                "Its records are leads of",
                asked.length > 0 ? asked.map((source) => <SourceLink key={source} source={source} />) : "nobody",
              ],
              ["Credentials", <Credentials state={credentials} />],
              [
                "Its API",
                documentation && (
                  <a href={documentation} target="_blank" rel="noreferrer">
                    the vendor's pages
                  </a>
                ),
              ],
              ["How it is set up", <code>{page}</code>],
              ["How much it may be asked", limits],
              ["Checked against", verified],
              ["Settings", Object.keys(settings).length > 0 ? <code>{JSON.stringify(settings)}</code> : null],
            ]}
          />
        </Panel>
        <Access {...known} again={again} />
      </div>
      <ByOutcome crm={crm} settings={settings} outcomes={known.by_outcome} />
      <Parts known={known} />
      {known.shows_hooks && asked.length > 0 && <Hooks crm={crm} />}
      {known.has_owners && <Owners crm={crm} />}
      <Written crm={crm} />
    </>
  );
}

const SourceLink = ({ source }: { readonly source: string }) => (
  <>
    <a href={`/console/sources/${source}`}>{source}</a>{" "}
  </>
);

/** Where each part of a result stands there, and what cannot be done. */
const Parts = ({ known: { writes, cannot } }: { readonly known: Known }) => (
  <Panel title="What of a call stands there">
    <Facts
      facts={writes.map(({ part, where }) => [
        part,
        where === null ? <span class="quiet">does not stand there</span> : where.replaceAll("`", ""),
      ])}
    />
    {cannot.length > 0 && (
      <>
        <h3>What the bridge cannot do there</h3>
        <ul class="list">
          {cannot.map((each) => (
            <li key={each}>{each.replaceAll("`", "")}</li>
          ))}
        </ul>
      </>
    )}
  </Panel>
);
