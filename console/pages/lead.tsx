import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { Answered } from "../kit/answered.tsx";
import { type Answer, ask } from "../kit/ask.ts";
import { AskedFor } from "../kit/asked-for.tsx";
import { bridge, isReadOnly } from "../kit/bridge.ts";
import { Page } from "../kit/page.tsx";
import { Copy, Facts, Panel, Problem, State, When, Worded } from "../kit/parts.tsx";
import { pasted } from "../kit/playground.ts";
import { shellWord } from "../kit/shell-word.ts";
import { Table } from "../kit/table.tsx";
import { useAct } from "../kit/use-act.ts";
import { useAnswer } from "../kit/use-answer.ts";
import { Verdict } from "../kit/verdict.tsx";
import { Calls } from "./lead/calls.tsx";
import { DecisionDialog, type DecisionKind, decisionsOn, decisionWords } from "./lead/decision.tsx";
import { PersonRights } from "./lead/person.tsx";
import "./lead.css";

type Whole = Answer<"lead">;

const moving: ReadonlySet<string> = new Set(["ready", "dialing", "placed"]);

/** Everything that is known of one lead, and what an operator can decide about it. */
export function LeadPage({ id }: { readonly id: string }) {
  const [isMoving, setMoving] = useState(true);
  const known = useAnswer("lead", { who: id }, { every: isMoving ? 5_000 : 30_000 });
  const state = known.answer?.state;
  // A look costs some five read units: one that rests is not looked at every few seconds.
  useEffect(() => setMoving(state === undefined || moving.has(state)), [state]);
  return (
    <Page title="A lead" command={`bridge leads show ${shellWord(id)}`}>
      <Answered known={known} rows={10}>
        {(lead) => <Shown lead={lead} again={known.again} />}
      </Answered>
    </Page>
  );
}

function Shown({ lead, again }: { readonly lead: Whole; readonly again: () => void }) {
  return (
    <>
      <Head lead={lead} again={again} />
      <div class="columns">
        <div class="stack">
          <Timeline lead={lead} />
          {lead.calls.length > 0 && <Calls calls={lead.calls} />}
        </div>
        <div class="stack">
          {lead.may_ring && <Verdict {...lead.may_ring} />}
          <Came lead={lead} />
          <PersonRights id={lead.id} onForgotten={again} />
        </div>
      </div>
    </>
  );
}

function Head({ lead, again }: { readonly lead: Whole; readonly again: () => void }) {
  const [asked, setAsked] = useState<DecisionKind>();
  return (
    <section class="panel lead-head" aria-label="State">
      <p class="who">
        <strong>{lead.name ?? "A lead"}</strong> <span>{lead.phone ?? "no number that can be called"}</span>
      </p>
      <p>
        <State state={lead.state} /> <Worded text={lead.reason_words} />
        {lead.detail && `: ${lead.detail}`}
      </p>
      <p class="next">
        <Worded text={lead.next_step} />
      </p>
      {lead.merged_into && (
        <p>
          It shares the calls of <LeadLink id={lead.merged_into} />.
        </p>
      )}
      {lead.merged.length > 0 && (
        <p>
          It rings for{" "}
          {lead.merged.map((id, at) => (
            <span key={id}>
              {at > 0 && ", "}
              <LeadLink id={id} />
            </span>
          ))}{" "}
          as well.
        </p>
      )}
      {!isReadOnly.value && (
        <div class="actions">
          {decisionsOn(lead).map((kind) => (
            <button type="button" key={kind} onClick={() => setAsked(kind)}>
              {decisionWords[kind].button}
            </button>
          ))}
        </div>
      )}
      {asked && (
        <DecisionDialog
          kind={asked}
          lead={lead}
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined);
            again();
          }}
        />
      )}
    </section>
  );
}

const Timeline = ({ lead: { history } }: { readonly lead: Whole }) => (
  <Panel title="What happened">
    <Table
      caption="What happened to the lead"
      rows={history}
      keyOf={({ at, state }) => `${at} ${state}`}
      columns={[
        { name: "When", cell: ({ at }) => <When at={at} /> },
        { name: "State", cell: ({ state }) => <State state={state} /> },
        { name: "Why", cell: ({ reason }) => reason ?? "" },
        { name: "By", cell: ({ by }) => by ?? "" },
      ]}
    />
  </Panel>
);

/** What came with it, by the sender's own names. */
function Came({ lead }: { readonly lead: Whole }) {
  const place = lead.place && Object.values(lead.place).join(", ");
  const facts: (readonly [string, ComponentChildren])[] = [
    ["Lead", <Copied key="id" text={lead.id} />],
    ["Received", <When key="received" at={lead.received_at} />],
    ["Released", lead.released_at && <When key="released" at={lead.released_at} />],
    [
      "Source",
      <>
        <a href={`/console/sources/${encodeURIComponent(lead.source)}`}>{lead.source}</a>, account {lead.account}
        {lead.team !== null && `, team ${lead.team}`}
      </>,
    ],
    ["E-mail", lead.person.email],
    ["Company", lead.person.company],
    ["Phone as given", lead.person.phone_as_given],
    ["Place", place],
    ["Asked for", lead.asked && <AskedFor key="asked" asked={lead.asked} />],
    ["Category", lead.category],
    ["Their id", lead.external_id],
    ["Rings", `${lead.rings_possible} possible, ${lead.rings_authorised} authorised`],
    ["Ref", lead.ref],
    ["Call", lead.call_id],
    ["Record", lead.record && `${lead.record.type} ${lead.record.id}`],
    ["Kept until", lead.expires_at && <When key="kept" at={lead.expires_at} />],
    ...Object.entries(lead.extra),
  ];
  return (
    <Panel title="What came">
      <Facts facts={facts} />
      <WhySo lead={lead} />
    </Panel>
  );
}

/**
 * A deployed bridge keeps what it read, and no request: what it makes of one, and why, the playground says with today's
 * configuration. On this machine the request itself may still be there.
 */
function WhySo({ lead: { id, source } }: { readonly lead: Whole }) {
  const { route } = useLocation();
  const { act, problem } = useAct();
  const isLocal = bridge.value?.is_local === true;
  const look = () =>
    act(async () => {
      const { text } = isLocal ? await ask("local/request-of", { lead_id: id }) : { text: "" };
      if (text === null) throw new Error("Its request is not kept any more: the newest two hundred are.");
      pasted.value = { request: text, source };
      route("/console/preview");
    });
  return (
    <>
      <div class="actions">
        <button type="button" class="small" onClick={look}>
          Why each field is read so …
        </button>
        <span class="quiet">
          {isLocal
            ? "The playground reads its request again, with today's configuration."
            : "The bridge keeps no request. Paste one of this sender's into the playground: it is read with today's configuration."}
        </span>
      </div>
      {problem !== undefined && <Problem>{problem}</Problem>}
    </>
  );
}

const LeadLink = ({ id }: { readonly id: string }) => <a href={`/console/leads/${id}`}>{id}</a>;

const Copied = ({ text }: { readonly text: string }) => (
  <>
    <code>{text}</code> <Copy text={text} />
  </>
);
