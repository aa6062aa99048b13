import { type LeadRow, nameOf } from "../../kit/lead-rows.tsx";
import { When, Worded } from "../../kit/parts.tsx";

/** The people a question about many is about, and what is left as it is. */

export const Whom = ({
  leads,
  more,
}: {
  readonly leads: readonly LeadRow[];
  /** How many are not shown. */
  readonly more: number;
}) =>
  leads.length === 0 ? null : (
    <ul class="whom">
      {leads.map((lead) => (
        <li key={lead.id}>
          <Person lead={lead} />
        </li>
      ))}
      {more > 0 && <li class="quiet">… and {more} more</li>}
    </ul>
  );

const Person = ({ lead }: { readonly lead: LeadRow }) => (
  <>
    <span>{nameOf(lead)}</span> <span class="quiet">{lead.name && lead.phone}</span>{" "}
    <span class="quiet">
      {lead.source}, came <When at={lead.received_at} />
    </span>
  </>
);

/** Those whom an act calls at a moment to come, each with that moment. */
export const WhomLater = ({
  later,
  more,
}: {
  readonly later: readonly { readonly lead: LeadRow; readonly at: string; readonly reason: string }[];
  readonly more: number;
}) => (
  <ul class="whom">
    {later.map(({ lead, at, reason }) => (
      <li key={lead.id}>
        <Person lead={lead} />: rings <When at={at} />,{" "}
        {reason === "asked-time" ? "as was asked" : "when the hours there open"}
      </li>
    ))}
    {more > 0 && <li class="quiet">… and {more} more</li>}
  </ul>
);

export const Left = ({ left }: { readonly left: readonly string[] }) =>
  left.length === 0 ? null : (
    <ul class="left">
      {left.map((words) => (
        <li key={words}>
          <Worded text={words} />
        </li>
      ))}
    </ul>
  );
