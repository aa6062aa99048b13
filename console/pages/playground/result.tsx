import type { Answer } from "../../kit/ask.ts";
import { AskedFor } from "../../kit/asked-for.tsx";
import { Code, Facts, type Mood, Panel } from "../../kit/parts.tsx";
import { Verdict } from "../../kit/verdict.tsx";
import { Field } from "./field.tsx";

type Shown = Answer<"preview">;

const signatures: Readonly<Record<Shown["signature"]["state"], Mood>> = {
  valid: "good",
  invalid: "bad",
  none: "plain",
};

/** What becomes of a request, from its signature to the answer that its sender gets. */
export const Result = ({ connector, kind, signature, leads, calls, no_call, reply }: Shown) => (
  <>
    <Panel title="As it is read">
      <Facts
        facts={[
          ["Connector", <Said of={connector.name ?? "none"} reason={connector.reason} />],
          ["Kind", <Said of={kind.name ?? "none"} reason={kind.reason} />],
          [
            "Signature",
            <>
              <span class={`chip ${signatures[signature.state]}`}>{signature.state}</span>{" "}
              <span class="quiet">{signature.reason}</span>
            </>,
          ],
          [
            "Answer",
            <>
              <span class={`chip ${reply.status < 400 ? "good" : "bad"}`}>{reply.status}</span>{" "}
              <code>{reply.body.slice(0, 400)}</code>
            </>,
          ],
        ]}
      />
    </Panel>
    {leads.map((lead, at) => (
      <Lead key={at} lead={lead} title={leads.length > 1 ? `Lead ${at + 1}` : "The lead"} />
    ))}
    <Panel title="The call to Callingly">
      {calls.length === 0 ? (
        <p>None: {no_call ?? "there is nobody to call"}.</p>
      ) : (
        calls.map((call, at) => <Code key={at} text={JSON.stringify(call, null, 2)} />)
      )}
    </Panel>
  </>
);

const Said = ({ of, reason }: { readonly of: string; readonly reason: string | null }) => (
  <>
    <strong>{of}</strong> {reason && <span class="quiet">{reason}</span>}
  </>
);

function Lead({ lead, title }: { readonly lead: Shown["leads"][number]; readonly title: string }) {
  const { fields, asked, consent, calls_refused, extra, may_ring } = lead;
  const extras = Object.entries(extra);
  return (
    <>
      <Panel title={title} aside={<span class="quiet">Point at a field, or tab to it, to see why it is read so.</span>}>
        <ul class="fields">
          {fields
            .filter(({ value, why }) => value !== null || why !== null)
            .map((field) => (
              <Field key={field.name} {...field} />
            ))}
        </ul>
        {asked && (
          <p>
            Asked for: <AskedFor asked={asked} /> {asked.why && <span class="quiet">({asked.why.reason})</span>}
          </p>
        )}
        {consent.why && <p>Consent: {consent.why.reason}</p>}
        {calls_refused && <p class="note">No calls: {calls_refused.reason}</p>}
        {extras.length > 0 && (
          <>
            <h3>Kept beside it</h3>
            <Facts facts={extras} />
          </>
        )}
      </Panel>
      {may_ring && <Verdict {...may_ring} />}
    </>
  );
}
