import { useId } from "preact/hooks";
import type { Answer } from "../../kit/ask.ts";
import { Code, Panel, Problem } from "../../kit/parts.tsx";

type Source = Answer<"preview/choices">["sources"][number];

/** Where fields are, when their names do not say: tried out here, and copied into bridge.config.ts when it fits. */
export function Settings({
  source,
  text,
  forConfig,
  extras,
  onText,
  onShow,
}: {
  readonly source: Source;
  /** All settings, as JSON. */
  readonly text: string;
  readonly forConfig: string | null;
  /** Names of what was sent and is no field yet. */
  readonly extras: readonly string[];
  readonly onText: (text: string) => void;
  readonly onShow: (text: string) => void;
}) {
  const names = useId();
  const settings = objectIn(text);
  const { mapping } = source;
  const places = mapping && objectIn(JSON.stringify(settings?.[mapping.name] ?? {}));
  const place = (field: string, path: string) => {
    if (!mapping || !settings) return;
    const { [field]: _, ...rest } = places ?? {};
    const next = path === "" ? rest : { ...rest, [field]: path };
    onText(JSON.stringify({ ...settings, [mapping.name]: next }, null, 2));
  };
  return (
    <Panel title="Where its fields are" aside={<code class="quiet">{`sources.${source.source}.settings`}</code>}>
      <form
        class="given"
        onSubmit={(event) => {
          event.preventDefault();
          onShow(text);
        }}
      >
        {mapping ? (
          <>
            <p class="quiet">Empty: found by its name, type and shape. Else its name or path, such as lead.phone.</p>
            <datalist id={names}>
              {extras.map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
            <div class="mapping">
              {mapping.fields.map((field) => (
                <label key={field}>
                  {field}
                  <input
                    autocomplete="off"
                    spellcheck={false}
                    list={names}
                    value={String(places?.[field] ?? "")}
                    onInput={({ currentTarget }) => place(field, currentTarget.value)}
                  />
                </label>
              ))}
            </div>
          </>
        ) : (
          <p class="quiet">This connector knows by itself where everything is.</p>
        )}
        <details>
          <summary>All settings, as JSON</summary>
          <label>
            Settings
            <textarea spellcheck={false} value={text} onInput={({ currentTarget }) => onText(currentTarget.value)} />
          </label>
        </details>
        {settings === undefined && <Problem>The settings are no JSON object.</Problem>}
        <div class="actions">
          <button type="submit" disabled={settings === undefined}>
            See it again
          </button>
        </div>
      </form>
      {forConfig !== null && <Code text={forConfig} label="Copy for bridge.config.ts" />}
    </Panel>
  );
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
