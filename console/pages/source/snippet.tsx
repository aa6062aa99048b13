import { useState } from "preact/hooks";
import { Answered } from "../../kit/answered.tsx";
import type { Input } from "../../kit/ask.ts";
import { bridge } from "../../kit/bridge.ts";
import { BringIn } from "../../kit/bring-in.tsx";
import { Code, Panel } from "../../kit/parts.tsx";
import { Command, Remedy } from "../../kit/remedy.tsx";
import { useAnswer } from "../../kit/use-answer.ts";

type Wanted = Input<"source/snippet">;

const captchas = ["none", "altcha", "turnstile", "hcaptcha", "recaptcha-v2", "recaptcha-v3", "recaptcha-enterprise"];
type Language = NonNullable<Wanted["language"]>;

/** By its own name: `español`. */
const nameOf = (language: Language): string =>
  new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;

/** What to paste into the sender. It holds the key, so it is shown when it is asked for. */
export function Snippet({
  source,
  connector,
  captcha,
  languages,
}: {
  readonly source: string;
  readonly connector: string;
  readonly captcha: string | null;
  readonly languages: readonly Language[];
}) {
  const [isShown, setShown] = useState(false);
  const [language, setLanguage] = useState<Language>();
  const [kind, setKind] = useState("");
  const [siteKey, setSiteKey] = useState("");
  const [project, setProject] = useState("");
  const needsKey = !["", "none", "altcha"].includes(kind);
  const isReady = !needsKey || (siteKey !== "" && (kind !== "recaptcha-enterprise" || project !== ""));
  const wanted: Wanted = {
    source,
    ...(language && { language }),
    ...(kind !== "" && isReady && { captcha: { kind, site_key: siteKey, ...(project && { project }) } }),
  };
  const known = useAnswer("source/snippet", isShown && isReady ? wanted : undefined);
  if (bridge.value?.masked) return null;
  const isForm = connector === "html-form";
  return (
    <Panel title={isForm ? "A form to paste" : "What to put into the sender"}>
      {isForm && (
        <div class="filters">
          <label>
            Language
            <select
              value={language ?? ""}
              onChange={({ currentTarget }) => setLanguage((currentTarget.value || undefined) as Language | undefined)}
            >
              <option value="">the source's own</option>
              {languages.map((each) => (
                <option key={each} value={each} lang={each}>
                  {nameOf(each)}
                </option>
              ))}
            </select>
          </label>
          <label>
            Captcha
            <select value={kind} onChange={({ currentTarget }) => setKind(currentTarget.value)}>
              <option value="">as configured: {captcha ?? "none"}</option>
              {captchas.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
          {needsKey && (
            <label>
              Site key
              <input
                autocomplete="off"
                value={siteKey}
                onInput={({ currentTarget }) => setSiteKey(currentTarget.value)}
              />
            </label>
          )}
          {kind === "recaptcha-enterprise" && (
            <label>
              Google Cloud project
              <input
                autocomplete="off"
                value={project}
                onInput={({ currentTarget }) => setProject(currentTarget.value)}
              />
            </label>
          )}
        </div>
      )}
      <div class="actions">
        <button type="button" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? "Hide it" : "Show it"}
        </button>
        {!isReady && <span class="quiet">Copy the site key that the vendor shows.</span>}
      </div>
      {isShown && isReady && (
        <Answered known={known}>
          {({ text, setting, captcha }) => (
            <>
              <Code text={text} label="Copy" />
              {setting?.startsWith("captcha") && (
                <p>
                  To have the bridge ask for the captcha, write this into the source in bridge.config.ts and <BringIn />
                  : <Command text={setting} />
                </p>
              )}
              {setting !== null && !setting.startsWith("captcha") && <Remedy text={setting} />}
              {setting !== null && captcha !== null && captcha !== "altcha" && (
                <p>
                  Its secret goes in under <a href="/console/secrets">Secrets</a>: <code>{source}.captcha_secret</code>
                </p>
              )}
            </>
          )}
        </Answered>
      )}
    </Panel>
  );
}
