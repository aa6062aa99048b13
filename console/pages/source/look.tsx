import { useState } from "preact/hooks";
import { Answered } from "../../kit/answered.tsx";
import type { Answer, Input } from "../../kit/ask.ts";
import { BringIn } from "../../kit/bring-in.tsx";
import { Choice } from "../../kit/filter.tsx";
import { Code, Panel } from "../../kit/parts.tsx";
import { useAnswer } from "../../kit/use-answer.ts";
import { useSettled } from "../../kit/use-settled.ts";
import { visitorWords } from "../../kit/visitor-words.ts";

type Wanted = Input<"source/visitor-page">;
type Language = NonNullable<Wanted["language"]>;

/** The page that a visitor reads who has sent the form: its name, colour and language to try, and the lines that set them. */
export function Look({
  source,
  settings,
  languages,
}: {
  readonly source: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly languages: readonly Language[];
}) {
  const [siteName, setSiteName] = useState(String(settings.siteName ?? ""));
  const [color, setColor] = useState(String(settings.color ?? ""));
  const [language, setLanguage] = useState<string>();
  const wanted: Wanted = {
    source,
    site_name: useSettled(siteName),
    color: useSettled(color),
    ...(language !== undefined && { language: language as Language }),
  };
  const known = useAnswer("source/visitor-page", wanted);
  return (
    <Panel title="What visitors read">
      <div class="filters">
        <label>
          Name of the site
          <input
            maxLength={60}
            autocomplete="off"
            value={siteName}
            onInput={({ currentTarget }) => setSiteName(currentTarget.value)}
          />
        </label>
        <label>
          Colour behind the name
          <input
            type="color"
            value={color || "#ffffff"}
            onInput={({ currentTarget }) => setColor(currentTarget.value)}
          />
        </label>
        {color !== "" && (
          <button type="button" class="small" onClick={() => setColor("")}>
            No colour
          </button>
        )}
        <Choice
          label="In"
          any="as the source has it"
          value={language}
          options={languages.map((each) => [each, each])}
          onChoose={setLanguage}
        />
      </div>
      <Answered known={known} rows={4}>
        {(answer) => <Shown {...answer} color={color} />}
      </Answered>
    </Panel>
  );
}

const Shown = ({
  page,
  ink,
  color,
  is_set,
  for_config,
}: Answer<"source/visitor-page"> & { readonly color: string }) => {
  const { head, lines, language, direction } = visitorWords(page);
  return (
    <>
      <div class="visitor" lang={language} dir={direction}>
        {head !== undefined && (
          // The colour is the site's own, whatever the console's are.
          <p class="site" style={ink === null ? {} : { background: color, color: ink }}>
            {head}
          </p>
        )}
        {lines.map((line, at) => (at === 0 ? <h3 key={line}>{line}</h3> : <p key={line}>{line}</p>))}
      </div>
      {!is_set && (
        <>
          <p>
            To have it so, write this into bridge.config.ts and <BringIn />:
          </p>
          <Code text={for_config} label="Copy for bridge.config.ts" />
        </>
      )}
    </>
  );
};
