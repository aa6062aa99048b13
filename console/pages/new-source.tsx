import { useState } from "preact/hooks";
import { Answered } from "../kit/answered.tsx";
import type { Answer, Input } from "../kit/ask.ts";
import { BringIn } from "../kit/bring-in.tsx";
import { Page, Twin } from "../kit/page.tsx";
import { Code, Panel } from "../kit/parts.tsx";
import { shellWord } from "../kit/shell-word.ts";
import { useAnswer } from "../kit/use-answer.ts";
import "./new-source.css";

type Wanted = Input<"sources/add">;

/** What somebody has typed or chosen; the rest is as usual with the connector and account. */
interface Said {
  readonly source?: string;
  readonly team?: string;
  readonly country?: string;
  readonly group?: string;
  readonly report?: readonly string[];
}

/** A door more: what has to stand in bridge.config.ts for it, and the command that writes it there. */
export function NewSource() {
  const [connector, setConnector] = useState("html-form");
  const [account, setAccount] = useState<string>();
  const [said, setSaid] = useState<Said>({});
  const [wanted, setWanted] = useState<Wanted>();
  const choices = useAnswer("sources/usual", { connector, ...(account !== undefined && { account }) });
  const lines = useAnswer("sources/add", wanted);
  return (
    <Page
      title="Add a source"
      about="A door more for leads. You see the lines for bridge.config.ts; nothing is written from here."
    >
      <Answered known={choices} rows={6}>
        {(answer) => (
          <Desk
            {...answer}
            connector={connector}
            said={said}
            onConnector={setConnector}
            onAccount={setAccount}
            onSaid={(more) => setSaid({ ...said, ...more })}
            onShow={(next) => {
              setWanted(next);
              lines.again();
            }}
          />
        )}
      </Answered>
      {wanted && (
        <Answered known={lines} rows={6}>
          {(answer) => <Lines {...answer} wanted={wanted} />}
        </Answered>
      )}
    </Page>
  );
}

interface Chosen {
  readonly connector: string;
  readonly said: Said;
  readonly onConnector: (connector: string) => void;
  readonly onAccount: (account: string) => void;
  readonly onSaid: (more: Said) => void;
  readonly onShow: (wanted: Wanted) => void;
}

function Desk({ connectors, accounts, crms, usual, ...chosen }: Answer<"sources/usual"> & Chosen) {
  const { connector, said, onConnector, onAccount, onSaid, onShow } = chosen;
  const { source = "", team = String(usual.team ?? ""), country = usual.country, report = usual.report } = said;
  const { group = usual.group ?? "" } = said;
  const show = () =>
    onShow({
      source: source.trim(),
      connector,
      account: usual.account,
      team: Number(team),
      country: country.trim(),
      report: [...report],
      group: group.trim() === "" ? null : group.trim(),
    });
  return (
    <Panel title="The source">
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          show();
        }}
      >
        <Text label="Name, which stands in its address" value={source} on={(text) => onSaid({ source: text })} />
        <Choice
          label="Who sends the leads"
          value={connector}
          choices={connectors.map(({ key, title }) => [key, title])}
          on={onConnector}
        />
        <Choice label="Account" value={usual.account} choices={accounts.map((each) => [each, each])} on={onAccount} />
        <Text label="Team that is rung, by its id" value={team} on={(text) => onSaid({ team: text })} />
        <Text label="Country of numbers without one" value={country} on={(text) => onSaid({ country: text })} />
        <Text
          label="Group: one ring per person for all of it"
          value={group}
          isOptional
          on={(text) => onSaid({ group: text })}
        />
        {crms.length > 0 && (
          <fieldset class="checks">
            <legend>CRMs that get the results</legend>
            {crms.map((crm) => (
              <label key={crm} class="check">
                <input
                  type="checkbox"
                  checked={report.includes(crm)}
                  onChange={({ currentTarget: { checked } }) =>
                    onSaid({ report: checked ? [...report, crm] : report.filter((each) => each !== crm) })
                  }
                />
                {crm}
              </label>
            ))}
          </fieldset>
        )}
        <button type="submit" class="primary">
          Show the lines
        </button>
      </form>
    </Panel>
  );
}

interface Field {
  readonly label: string;
  readonly value: string;
  readonly on: (value: string) => void;
}

const Text = ({ label, value, on, isOptional = false }: Field & { readonly isOptional?: boolean }) => (
  <label>
    {label}
    <input
      required={!isOptional}
      autocomplete="off"
      spellcheck={false}
      value={value}
      onInput={({ currentTarget }) => on(currentTarget.value)}
    />
  </label>
);

const Choice = ({
  label,
  value,
  choices,
  on,
}: Field & { readonly choices: readonly (readonly [value: string, shown: string])[] }) => (
  <label>
    {label}
    <select value={value} onChange={({ currentTarget }) => on(currentTarget.value)}>
      {choices.map(([each, shown]) => (
        <option key={each} value={each}>
          {shown}
        </option>
      ))}
    </select>
  </label>
);

function Lines({ file, diff, lines, wanted }: Answer<"sources/add"> & { readonly wanted: Wanted }) {
  const { source, connector, account, team, country, report, group } = wanted;
  const command = [
    `bridge sources add ${shellWord(source)} ${shellWord(connector)}`,
    `--account ${shellWord(account)} --team ${team} --country ${shellWord(country)}`,
    `--report ${shellWord(report.join(",") || "-")} --group ${shellWord(group ?? "-")}`,
  ].join(" ");
  return (
    <Panel title="What changes" aside={<code class="quiet">{file}</code>}>
      <p role="status">
        It is checked, and would work. Copy the lines into the file, or have the command write them; then <BringIn />.
      </p>
      <Code text={diff} label="Copy the difference" />
      <Code text={lines} label="Copy the lines" />
      <Twin command={command} isOfConfig />
    </Panel>
  );
}
