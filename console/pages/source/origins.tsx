import { useState } from "preact/hooks";
import { Answered } from "../../kit/answered.tsx";
import type { Answer } from "../../kit/ask.ts";
import { BringIn } from "../../kit/bring-in.tsx";
import { Panel } from "../../kit/parts.tsx";
import { Command } from "../../kit/remedy.tsx";
import { useAnswer } from "../../kit/use-answer.ts";

/** Which pages may post a source's form from a script, and whether a page that somebody has in mind is one of them. */
export function Origins({ source, origins }: { readonly source: string; readonly origins: readonly string[] }) {
  const [typed, setTyped] = useState("");
  const [page, setPage] = useState("");
  const known = useAnswer("source/origin", page === "" ? undefined : { source, page });
  return (
    <Panel title="Pages that may post" aside={<code class="quiet">allowedOrigins</code>}>
      {origins.length === 0 ? (
        <p>
          None is named: a form of any page that has the key gets in, and <code>form.js</code> gets no answer.
        </p>
      ) : (
        <ul class="tags">
          {origins.map((origin) => (
            <li key={origin}>
              <code>{origin}</code>
            </li>
          ))}
        </ul>
      )}
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          if (page === typed.trim()) known.again();
          setPage(typed.trim());
        }}
      >
        <label class="grows">
          Address of a page with the form
          <input
            inputMode="url"
            autocomplete="off"
            value={typed}
            placeholder="https://www.example.com/contact"
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={typed.trim() === ""}>
          Ask the door
        </button>
      </form>
      {page !== "" && <Answered known={known}>{(verdict) => <Verdict {...verdict} source={source} />}</Answered>}
    </Panel>
  );
}

function Verdict({ origin, named, door, source }: Answer<"source/origin"> & { readonly source: string }) {
  if (door === "answers")
    return (
      <p role="status">
        <span class="chip good">let in</span> The door answers scripts of <code>{origin}</code>.
      </p>
    );
  if (door === "silent")
    return (
      <p role="status">
        <span class="chip bad">silent</span> Nobody answers at the source's address. See what doctor says:{" "}
        <a href="/console/doctor">Doctor</a>
      </p>
    );
  return (
    <div role="status">
      <p>
        <span class="chip wait">refused</span> The door gives scripts of <code>{origin}</code> no answer.{" "}
        {named ? "The configuration here names it:" : "Name it in bridge.config.ts and"} <BringIn />
        {named ? "." : ":"}
      </p>
      {!named && <Command text={`sources.${source}.settings: { allowedOrigins: ["${origin}"] }`} />}
    </div>
  );
}
