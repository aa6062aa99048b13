import { useState } from "preact/hooks";
import type { Answer } from "../../kit/ask.ts";
import { Panel, Problem } from "../../kit/parts.tsx";
import { pasted } from "../../kit/playground.ts";

type Choices = Answer<"preview/choices">;

const largestFile = 1_000_000;

/** The request, and as what it is read. A file is taken byte for byte, as signatures are over bytes. */
export function Given({
  sources,
  connectors,
  source,
  connector,
  at,
  isBusy,
  onSource,
  onConnector,
  onAt,
  onShow,
}: Choices & {
  readonly source: string;
  readonly connector: string;
  /** As the browser's field has it; empty: now. */
  readonly at: string;
  readonly isBusy: boolean;
  readonly onSource: (source: string) => void;
  readonly onConnector: (connector: string) => void;
  readonly onAt: (at: string) => void;
  readonly onShow: () => void;
}) {
  const { request, encoding, fileName } = pasted.value;
  const [isOver, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();

  const take = async (file: File | undefined) => {
    setOver(false);
    if (!file) return;
    if (file.size > largestFile) return setProblem(`${file.name} is too large for a request with a lead.`);
    setProblem(undefined);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    pasted.value = { ...pasted.value, request: btoa(letters), encoding: "base64", fileName: file.name };
  };
  const type = (text: string) => {
    const { encoding: _, fileName: __, ...rest } = pasted.value;
    pasted.value = { ...rest, request: text };
  };

  return (
    <Panel title="A request">
      <form
        class={`given${isOver ? " over" : ""}`}
        onSubmit={(event) => {
          event.preventDefault();
          onShow();
        }}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          void take(event.dataTransfer?.files[0]);
        }}
      >
        {encoding === "base64" ? (
          <p class="file">
            <code>{fileName}</code>
            <button type="button" class="small" onClick={() => type("")}>
              Take it away
            </button>
          </p>
        ) : (
          <label>
            Raw HTTP, a curl command, or the body alone
            <textarea
              spellcheck={false}
              autocomplete="off"
              value={request}
              onInput={({ currentTarget }) => type(currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onShow();
              }}
            />
          </label>
        )}
        <label>
          Or a file, which may be dropped here
          <input type="file" onChange={({ currentTarget }) => void take(currentTarget.files?.[0])} />
        </label>
        {problem !== undefined && <Problem>{problem}</Problem>}
        <div class="filters">
          <label>
            Source
            <select value={source} onChange={({ currentTarget }) => onSource(currentTarget.value)}>
              {sources.map((each) => (
                <option key={each.source} value={each.source}>
                  {each.source} ({each.connector})
                </option>
              ))}
              <option value="">none: by connector</option>
            </select>
          </label>
          {source === "" && (
            <label>
              Connector
              <select value={connector} onChange={({ currentTarget }) => onConnector(currentTarget.value)}>
                <option value="">the one that recognises it</option>
                {connectors.map(({ key, title }) => (
                  <option key={key} value={key}>
                    {title}
                  </option>
                ))}
              </select>
            </label>
          )}
          <label>
            When it comes, in your time
            <input type="datetime-local" value={at} onInput={({ currentTarget }) => onAt(currentTarget.value)} />
          </label>
        </div>
        <div class="actions">
          <button type="submit" class="primary" disabled={isBusy || request.trim() === ""}>
            Show what becomes of it
          </button>
          <span class="quiet">Ctrl+Enter does the same.</span>
        </div>
      </form>
    </Panel>
  );
}
