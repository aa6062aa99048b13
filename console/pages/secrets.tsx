import { useState } from "preact/hooks";
import { Answered } from "../kit/answered.tsx";
import type { Answer } from "../kit/ask.ts";
import { isReadOnly } from "../kit/bridge.ts";
import { Page } from "../kit/page.tsx";
import { Empty, type Mood, Panel } from "../kit/parts.tsx";
import { Table } from "../kit/table.tsx";
import { useAnswer } from "../kit/use-answer.ts";
import { Rotations } from "./secrets/rotations.tsx";
import { type Entry, WriteDialog } from "./secrets/write.tsx";

type Known = Answer<"secrets">;

/** Which keys, tokens and credentials there are, and new ones. A value goes in and is never shown. */
export function Secrets() {
  const known = useAnswer("secrets", {});
  return (
    <Page
      title="Secrets"
      about="Which keys, tokens and credentials there are. A value is tried, written, and never shown."
      command="bridge secrets list"
    >
      <Answered known={known} rows={10}>
        {(answer) => <Shown {...answer} again={known.again} />}
      </Answered>
    </Page>
  );
}

/** What each secret is for, in the order in which a bridge is set up. */
const about: Readonly<Record<string, readonly [title: string, about: string]>> = {
  "callingly-tokens": ["Callingly", "With these the bridge asks Callingly to call."],
  "crm-credentials": ["CRMs", "With these results are written, and leads fetched that come as ids."],
  "source-keys": ["Sources", "What senders sign with, and the secrets of captchas."],
  "source-credentials": ["Platforms", "With these leads are fetched that come as ids from elsewhere than a CRM."],
  "callback-tokens": ["Callingly's reports", "The bridge makes these itself: they let Callingly report."],
  "origin-header": ["The firewall before the door", "The bridge makes this itself: the firewall sends it."],
};

function Shown({ entries, rotations, again }: Known & { readonly again: () => void }) {
  const [writing, setWriting] = useState<Entry>();
  return (
    <>
      {Object.entries(about).map(([purpose, [title, words]]) => {
        const own = entries.filter((each) => each.purpose === purpose);
        const theirs = rotations.filter((each) => each.purpose === purpose);
        if (own.length === 0 && theirs.length === 0) return null;
        return (
          <Panel key={purpose} title={title} aside={<code class="quiet">{purpose}</code>}>
            <p class="quiet">{words}</p>
            {own.length > 0 && <Entries title={title} entries={own} write={setWriting} />}
            {theirs.length > 0 && <Rotations rotations={theirs} again={again} />}
          </Panel>
        );
      })}
      {entries.length === 0 && <Empty>The configuration needs none: name an account in bridge.config.ts.</Empty>}
      {writing && (
        <WriteDialog
          entry={writing}
          onClose={() => {
            setWriting(undefined);
            again();
          }}
        />
      )}
    </>
  );
}

const moods: Readonly<Record<Entry["state"], Mood>> = {
  set: "good",
  missing: "bad",
  unreadable: "bad",
  unused: "wait",
  optional: "plain",
};

const Entries = ({
  title,
  entries,
  write,
}: {
  readonly title: string;
  readonly entries: readonly Entry[];
  readonly write: (entry: Entry) => void;
}) => (
  <Table
    caption={`Entries: ${title}`}
    rows={entries}
    keyOf={({ entry }) => entry}
    columns={[
      { name: "Entry", cell: ({ entry }) => <code>{entry || "the whole"}</code> },
      { name: "State", cell: ({ state }) => <span class={`chip ${moods[state]}`}>{state}</span> },
      {
        name: "What it is",
        cell: ({ label, how }) => (
          <>
            {label}
            {how && <span class="quiet block">{how}</span>}
          </>
        ),
      },
      {
        name: "Write",
        cell: (entry) =>
          entry.writable && !isReadOnly.value ? (
            <button
              type="button"
              class="small"
              onClick={() => write(entry)}
              aria-label={`${entry.state === "set" ? "Replace" : "Write"} ${entry.entry}`}
            >
              {entry.state === "set" ? "Replace" : "Write"}
            </button>
          ) : null,
      },
    ]}
  />
);
