import { State, When } from "./parts.tsx";
import { Table } from "./table.tsx";

/** A lead in a list, as the bridge gives it. */
export interface LeadRow {
  readonly id: string;
  readonly state: string;
  readonly reason_words: string;
  readonly source: string;
  readonly received_at: string;
  /** The moment that the person asked for. */
  readonly asked_at: string | null;
  readonly phone: string | null;
  /** Null while personal data is masked. */
  readonly name?: string | null;
}

export const nameOf = ({ name, phone, id }: Pick<LeadRow, "name" | "phone" | "id">): string => name ?? phone ?? id;

/** Leads under each other, each a link to all that is known of it. */
export const LeadRows = ({ caption, leads }: { readonly caption: string; readonly leads: readonly LeadRow[] }) => (
  <Table
    caption={caption}
    rows={leads}
    keyOf={({ id }) => id}
    columns={[
      { name: "Lead", cell: (lead) => <a href={`/console/leads/${lead.id}`}>{nameOf(lead)}</a> },
      { name: "State", cell: ({ state }) => <State state={state} /> },
      { name: "Source", cell: ({ source }) => source },
      { name: "Came", cell: ({ received_at }) => <When at={received_at} /> },
      ...(leads.some(({ asked_at }) => asked_at !== null)
        ? [{ name: "Asked for", cell: ({ asked_at }: LeadRow) => <When at={asked_at} /> }]
        : []),
    ]}
  />
);
