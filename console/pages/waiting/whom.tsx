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
          <span>{nameOf(lead)}</span> <span class="quiet">{lead.name && lead.phone}</span>{" "}
          <span class="quiet">
            {lead.source}, came <When at={lead.received_at} />
          </span>
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
