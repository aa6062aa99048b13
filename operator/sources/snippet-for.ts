import type { CaptchaSettings } from "../../lambda/captcha/settings.ts";
import { type Language, languageOf, noSuchLanguage } from "../../lambda/connectors/kit/words/languages.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { Stage } from "../stage/stage.ts";
import { bringIn } from "../words/bring-in.ts";
import type { ListedSource } from "./list-sources.ts";
import { pageOf } from "./pages.ts";
import { snippet } from "./snippet.ts";

/** The text to paste into a source's sender, as the configuration has the source. */
export interface SourceSnippet {
  readonly text: string;
  /** The page that says how the sender is connected. */
  readonly page: string;
  /** In which a form is written. */
  readonly language: Language;
}

export interface SnippetWishes {
  /** A tag such as `es`. @default the source's own */
  readonly language?: string | undefined;
  /** @default as configured */
  readonly captcha?: { readonly settings: CaptchaSettings | undefined } | undefined;
}

/** @throws Problem when the language is none of ours */
export function snippetFor(
  stage: Pick<Stage, "config" | "name">,
  { source, connector, url }: Pick<ListedSource, "source" | "connector" | "url">,
  { language: asked, captcha: other }: SnippetWishes,
): SourceSnippet {
  const page = pageOf(connector);
  const { captcha: own, settings } = stage.config.sources[source] ?? {};
  const origins = Array.isArray(settings?.allowedOrigins) ? settings.allowedOrigins : [];
  const answersIn = answeredIn(settings);
  const language = asked === undefined ? (answersIn[0] ?? "en") : languageOf(asked);
  if (language === undefined) throw new Problem(`--language ${asked}: ${noSuchLanguage(asked)}.`);
  const captcha = other ? other.settings : own;
  return {
    text: snippet({ source, connector, captcha, url, page, origins, language, answersIn, bringIn: bringIn(stage) }),
    page,
    language,
  };
}

/** In which languages a source answers its visitors: all in one, or in English and those that it offers. */
function answeredIn({ language, languages }: Readonly<Record<string, unknown>> = {}): Language[] {
  const named = typeof language === "string" ? [language] : ["en", languages].flat();
  return named.flatMap((tag) => (typeof tag === "string" ? (languageOf(tag) ?? []) : []));
}
