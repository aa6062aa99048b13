import type { HttpReply, HttpRequest } from "../../../runtime/http.ts";
import type { Answer } from "../../contract/intake.ts";
import { withHeaders } from "../../kit/in/answers.ts";
import { type PageContent, page } from "../../kit/in/page.ts";
import { whereNext } from "./form.ts";
import { said, tongueFor } from "./said.ts";
import { originOf, type Settings } from "./settings.ts";

/** What a visitor sees whose browser posted the form itself. */

/** The visitor will see the answer in place of the page. */
export function isNavigation({ headers }: HttpRequest): boolean {
  const mode = headers["sec-fetch-mode"];
  if (mode !== undefined) return mode === "navigate";
  return (headers.accept ?? "").includes("text/html") && headers["x-requested-with"] === undefined;
}

export async function pageAnswer(request: HttpRequest, answer: Answer, settings: Settings): Promise<HttpReply> {
  const isTaken = answer.kind === "accepted" || answer.kind === "nothing";
  const location = isTaken ? await whereNext(request, settings) : undefined;
  if (location) return { status: 303, headers: { location, "cache-control": "no-store" } };
  const tongue = await tongueFor(request, settings);
  const { title, errors, lines, reason } = said(answer, tongue);
  const content: PageContent = {
    ...lookOf(settings),
    language: tongue.language,
    title,
    points: Object.values(errors),
    lines: isTaken ? [...lines, tongue.words.close] : lines,
    reason,
    link: isTaken ? undefined : wayBack(request, settings, tongue.words.backToForm),
  };
  if (answer.kind === "again") return withHeaders(page(503, content), { "retry-after": "5" });
  return page(answer.kind === "rejected" ? answer.status : 200, content);
}

/** @param status of the answer that a script would get */
export async function optOutPage(request: HttpRequest, status: number, settings: Settings): Promise<HttpReply> {
  const { language, words } = await tongueFor(request, settings);
  const isLater = status >= 500 || status === 429;
  const [title, lines] =
    status < 400
      ? [words.optedOut, [words.optOutNoted, words.close]]
      : isLater
        ? [words.tryAgain, [words.optOutLater]]
        : [words.check, [words.optOutWho]];
  return page(status, { ...lookOf(settings), language, title, lines });
}

const lookOf = ({ siteName, color }: Settings) => ({ siteName, color });

/** A link is only made to pages that the settings name. */
function wayBack({ headers: { referer = "" } }: HttpRequest, { allowedOrigins }: Settings, text: string) {
  return allowedOrigins.includes(originOf(referer) ?? "") ? { to: referer, text } : undefined;
}
