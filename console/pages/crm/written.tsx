import { useState } from "preact/hooks";
import { Answered } from "../../kit/answered.tsx";
import type { Answer } from "../../kit/ask.ts";
import { Twin } from "../../kit/page.tsx";
import { Code, Panel } from "../../kit/parts.tsx";
import { shellWord } from "../../kit/shell-word.ts";
import { useAnswer } from "../../kit/use-answer.ts";

type Result = Answer<"crm/preview">["results"][number];

/** What would be written there for each kind of result, request by request. A stand-in answers: nothing is sent. */
export function Written({ crm }: { readonly crm: string }) {
  const [isAsked, setAsked] = useState(false);
  const [name, setName] = useState("connected");
  const known = useAnswer("crm/preview", isAsked ? { crm } : undefined);
  return (
    <Panel title="What would be written">
      <div class="actions">
        <button type="button" aria-expanded={isAsked} onClick={() => setAsked(!isAsked)}>
          {isAsked ? "Hide it" : "Show what would be written"}
        </button>
        <span class="quiet">A stand-in answers: nothing is sent.</span>
      </div>
      {isAsked && (
        <Answered known={known} rows={6}>
          {({ results }) => {
            const shown = results.find((each) => each.name === name) ?? results[0];
            return (
              <>
                <div class="filters">
                  <label class="grows">
                    Result
                    <select value={shown?.name} onChange={({ currentTarget }) => setName(currentTarget.value)}>
                      {results.map((each) => (
                        <option key={each.name} value={each.name}>
                          {each.name}: {each.about}
                        </option>
                      ))}
                    </select>
                  </label>
                </div>
                {shown && <Requests {...shown} />}
              </>
            );
          }}
        </Answered>
      )}
      <Twin command={`bridge results preview ${shellWord(crm)}`} isOfConfig />
    </Panel>
  );
}

const Requests = ({ requests, refused }: Result) => (
  <>
    {requests.length === 0 && <p>Nothing is asked or written.</p>}
    {requests.map(({ method, url, headers, body }, at) => (
      <Code key={at} text={requestText(method, url, headers, body)} />
    ))}
    {refused !== null && <p class="note">Not written: {refused}</p>}
  </>
);

function requestText(method: string, url: string, headers: Readonly<Record<string, string>>, body: unknown): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const text = body === null ? "" : typeof body === "string" ? body : JSON.stringify(body, null, 2);
  return [`${method} ${url}`, ...lines, ...(text === "" ? [] : ["", text])].join("\n");
}
