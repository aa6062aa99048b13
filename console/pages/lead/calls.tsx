import type { Answer } from "../../kit/ask.ts";
import { Panel, State, When, Worded } from "../../kit/parts.tsx";
import { span } from "../../kit/words.ts";

type Call = Answer<"lead">["calls"][number];

/** What became of each call, and which CRM knows of it. */
export const Calls = ({ calls }: { readonly calls: readonly Call[] }) => (
  <Panel title={calls.length === 1 ? "The call" : "Calls"}>
    <ol class="calls">
      {calls.map((call) => (
        <li key={call.call_id}>
          <p>
            <strong>{call.outcome ?? call.status ?? "Nothing is known of it yet"}</strong>
            {call.seconds ? ` for ${span(call.seconds * 1_000)}` : ""}
            {call.agent && ` with ${call.agent}`} <When at={call.started_at ?? call.heard_at} />{" "}
            <span class="quiet">call {call.call_id}</span>
          </p>
          <p>
            <State state={call.state} /> <Worded text={call.reason_words} />
            {call.detail && `: ${call.detail}`}
          </p>
          {call.remark && <p>{call.remark}</p>}
          {call.recording_url?.startsWith("http") && (
            <p>
              <a href={call.recording_url} target="_blank" rel="noreferrer noopener">
                Listen to the recording
              </a>
            </p>
          )}
          {call.reports.length > 0 && (
            <ul>
              {call.reports.map(({ crm, lead_id, written, activity_id, record }) => (
                <li key={`${crm} ${lead_id}`}>
                  {crm}: {written ? "written" : "not written yet"}
                  {record && `, ${record.type} ${record.id}`}
                  {activity_id && `, activity ${activity_id}`}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  </Panel>
);
