import { useEffect, useRef } from "preact/hooks";
import { Answered } from "../../kit/answered.tsx";
import type { Answer } from "../../kit/ask.ts";
import { Empty, Facts, Panel } from "../../kit/parts.tsx";
import { Table } from "../../kit/table.tsx";
import { useAnswer } from "../../kit/use-answer.ts";
import { moves } from "./live.ts";

type CrmRecord = Answer<"local/records">["records"][number];

const quietMs = 200;

/** What the CRMs hold that are played on this machine. */
export function Records() {
  const known = useAnswer("local/records", {});
  const moved = moves.value;
  const first = useRef(true);
  // Many steps may come at once: asked for when it is quiet again.
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const timer = setTimeout(known.again, quietMs);
    return () => clearTimeout(timer);
  }, [moved]);
  return (
    <Panel title="What the CRMs hold">
      <Answered known={known} rows={2}>
        {({ records, failures, failed }) => (
          <>
            {records.length === 0 ? (
              <Empty>Nothing yet: a call's result comes here when the call has ended.</Empty>
            ) : (
              <Table
                caption="Records of the CRMs"
                rows={records}
                keyOf={({ crm, name, phone, email }) => `${crm} ${name} ${phone} ${email}`}
                columns={[
                  { name: "CRM", cell: ({ crm }) => crm },
                  { name: "Person", cell: ({ name, phone }) => `${name || "Somebody"} ${phone ?? ""}` },
                  { name: "Summary", cell: ({ summary }) => summary },
                  { name: "Calls", cell: ({ calls }) => calls.map((call) => <Call key={call.id} call={call} />) },
                ]}
              />
            )}
            {failed > 0 && (
              <details>
                <summary>Given up on: {failed}</summary>
                {failures.map((failure) => (
                  <pre key={failure}>{failure}</pre>
                ))}
              </details>
            )}
          </>
        )}
      </Answered>
    </Panel>
  );
}

function Call({ call: { outcome, seconds, recordingUrl, kept } }: { readonly call: CrmRecord["calls"][number] }) {
  const facts = [outcome, seconds && `${Math.round(seconds)} s`, recordingUrl && "recording"]
    .filter(Boolean)
    .join(", ");
  if (!kept) return <div>{facts}</div>;
  const fields = Object.entries(kept).filter(([, value]) => value !== null && value !== "");
  return (
    <details>
      <summary>{facts}</summary>
      <Facts
        facts={fields.map(
          ([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const,
        )}
      />
    </details>
  );
}
