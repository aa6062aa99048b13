import { Copy, Facts, Panel, When, Worded } from "../../kit/parts.tsx";
import { Table } from "../../kit/table.tsx";
import { whole } from "../../kit/words.ts";
import type { Evidence } from "./of-case.ts";

/** What speaks for and against a ring: what the bridge knows, and what Callingly shows at this moment. */

export function Known({ evidence: { lead, sent, heard } }: { readonly evidence: Evidence }) {
  return (
    <Panel title="What the bridge knows" aside={<a href={`/console/leads/${lead.id}`}>All of the lead</a>}>
      <p class="who">
        <strong>{lead.name ?? "A lead"}</strong> <span>{lead.phone ?? "no number"}</span>
      </p>
      <p>
        <Worded text={lead.reason_words} />
      </p>
      <Facts
        facts={[
          ["Came", <When at={lead.received_at} />],
          ["From", `source ${lead.source}, account ${lead.account}`],
          ["Call was asked for", sent.at && <Moment at={sent.at} />],
          ["Of team", sent.team],
          ["Under ref", sent.ref],
          ["Heard from Callingly", heard.words ?? "nothing"],
          ["In its own words", heard.detail],
          ["Rings", `${sent.rings_possible} of ${sent.rings_authorised} may have happened`],
          ["Look-ups", `${sent.look_ups}, of which ${sent.empty_look_ups} could be trusted and found nothing`],
          [
            "Lead",
            <>
              <code>{lead.id}</code> <Copy text={lead.id} />
            </>,
          ],
        ]}
      />
    </Panel>
  );
}

/** Seconds matter here: they are compared with those of the calls. */
const Moment = ({ at }: { readonly at: string }) => (
  <>
    {whole(at)} (<When at={at} />)
  </>
);

export const Calls = ({ callingly: { answered, failure, calls } }: Pick<Evidence, "callingly">) => (
  <Panel title="What Callingly shows now">
    {!answered ? (
      <p class="note">It cannot be asked: {failure}. That proves nothing; look again later.</p>
    ) : calls.length === 0 ? (
      <p>No call with this phone.</p>
    ) : (
      <Table
        caption="Callingly's calls with this phone"
        rows={calls}
        keyOf={({ call_id }) => call_id}
        columns={[
          { name: "Call", cell: ({ call_id }) => <code>{call_id}</code> },
          { name: "Began", cell: ({ started_at }) => (started_at ? <Moment at={started_at} /> : "no time") },
          { name: "Fits", cell: (call) => <Fit {...call} /> },
          {
            name: "Why",
            cell: ({ why, direction }) => (direction && direction !== "outbound" ? why : capital(why)),
          },
        ]}
      />
    )}
  </Panel>
);

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const Fit = ({ fits, perhaps }: { readonly fits: boolean; readonly perhaps: boolean }) => (
  <span class={`chip ${fits ? "good" : perhaps ? "wait" : "plain"}`}>{fits ? "fits" : perhaps ? "perhaps" : "no"}</span>
);
