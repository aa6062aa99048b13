/**
 * What a page loads to make its forms patient: `<script src="https://…/form.js" defer></script>`. A form that posts to a
 * source of the bridge is sent by fetch. Until the bridge has answered, the lead is kept in local storage and sent again
 * under the same Idempotency-Key, by whichever page of the site is open. Without this script the form works as forms do.
 *
 * The page learns of it by events on the form, which bubble: `bridge:accepted`, `bridge:rejected`, `bridge:waiting`,
 * `bridge:expired`. `preventDefault()` leaves to the page what would be shown, and where the visitor would be sent.
 *
 * Every visitor loads this, so it is short before it is anything else: a test holds it to 3.5 KiB, and to 5 KiB where a
 * source of the bridge asks for a captcha.
 */

/** Set as the script is made: without it everything about captchas falls away. */
declare const CAPTCHAS: boolean;

/** All times in milliseconds since 1970. */
interface Lead {
  /** Made once per submission: whatever is sent under it counts once. */
  readonly key: string;
  readonly url: string;
  /** The form, urlencoded. The same bytes each time, since another body under the same key is refused. */
  readonly body: string;
  /** The same without how long it took: by this a second press of the button is known. */
  readonly said: string;
  /** The form asks for a captcha: the lead goes with the token that the page has at that moment, as none is good for long. */
  readonly asks: boolean;
  /** The token that was refused last. */
  spent?: string;
  /** When the visitor pressed the button. */
  at: number;
  /** When it is sent again. A page that begins to send puts this off, so that other pages leave the lead to it. */
  due: number;
  tries: number;
  /** Whether this page is sending it now; undefined until this page has sent it. */
  busy?: boolean | undefined;
  /** Where it was typed, if that was on this page and since it was loaded. */
  readonly form?: HTMLFormElement | undefined;
}

/** The bridge's answer about a lead; for errors, RFC 9457. */
interface Answer {
  readonly redirect?: string;
  /** What the visitor is told, in their language: where the lead was taken, and where it was not. */
  readonly message?: string;
  readonly title?: string;
  readonly lang?: string;
  readonly dir?: string;
  readonly errors?: Readonly<Record<string, string>>;
}

/** What reCAPTCHA's script puts on the page. https://developers.google.com/recaptcha/docs/v3 */
interface Recaptcha {
  ready(then: () => void): void;
  execute(siteKey: string, options: { action?: string | undefined }): Promise<string>;
}
type Window = Partial<Record<string, { reset?(): void }>> & { grecaptcha: Recaptcha & { enterprise?: Recaptcha } };

const PREFIX = "bridge:lead:";
const KEPT_MS = 86_400_000;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;
const LONGEST_ASKED_WAIT_MS = 3_600_000;
/** The bridge's front door waits no longer for an answer. */
const PATIENCE_MS = 30_000;

/** A sum is good for twenty minutes. */
const SUM_MS = 900_000;

/** The fields in which widgets of captchas leave their tokens. */
const TOKEN = /^(cf-turnstile|h-captcha|g-recaptcha)-response$|^altcha$/;

const { now } = Date;
const began = now();
const page = globalThis as unknown as Window;

const script = document.currentScript as HTMLScriptElement;
// A version of the script has a folder of its own.
const doors = new URL("leads/", script.dataset.bridge ?? script.src.replace(/form\/[^/]*$/, "")).href;

/** The leads that this page sends, or holds, by the name under which each is stored. */
const mine = new Map<string | null, Lead>();
const latest = new WeakMap<HTMLFormElement, Lead>();

let storage: Record<string, string> = {};
try {
  storage = localStorage ?? storage;
} catch {
  // The browser keeps it from the page.
}

addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  // An input called `action` hides the form's property.
  const url = form.getAttribute("action");
  if (event.defaultPrevented || !url?.startsWith(doors) || form.method !== "post") return;
  // Browsers keep `randomUUID` from pages without https. Those forms are posted as they always were.
  if (event.submitter?.hasAttribute("formaction") || !crypto.randomUUID) return;
  event.preventDefault();
  let lead = latest.get(form);
  if (lead?.busy) return;
  const fields = new URLSearchParams(new FormData(form, event.submitter) as unknown as URLSearchParams);
  fields.append("page_url", location.href);
  // Where no element says it this is no language, and the browser's counts.
  if (!fields.has("_lang")) fields.append("_lang", `${form.closest<HTMLElement>("[lang]")?.lang}`);
  fields.append("_zone", Intl.DateTimeFormat().resolvedOptions().timeZone);
  let asks = CAPTCHAS && !!form.dataset.captcha;
  for (const each of form.elements as HTMLCollectionOf<HTMLInputElement>) {
    // No lead needs what is secret, and neither the browser's storage nor the bridge is a place for it. Nor for files.
    if (/password|cc-|one-time|file/.test(each.type + each.autocomplete)) fields.delete(each.name);
    if (CAPTCHAS && TOKEN.test(each.name)) {
      asks = true;
      fields.delete(each.name);
    }
    each.removeAttribute("aria-invalid");
    if (each.dataset.bridge) each.textContent = "";
  }
  // A live region is read aloud only if it was there before it had something to say.
  say(form);

  // A visitor agreed to the words that they saw, not to those that the page will have later.
  for (const box of form.querySelectorAll<HTMLInputElement>(":checked[name*=consent i]"))
    fields.append("consent_text", box.labels?.[0]?.innerText.trim() ?? "");
  const said = `${fields}`;

  // A visitor who presses the button again means the same lead; one who has changed something means the new one instead.
  if (lead?.said !== said) {
    if (lead) drop(lead);
    const body = `${said}&_took=${now() - began}`;
    lead = { key: crypto.randomUUID(), url, body, said, asks, at: 0, due: 0, tries: 0, form };
    latest.set(form, lead);
  }
  lead.at = now();
  send(lead, true);
});

// ── sending ─────────────────────────────────────────────────────────────────────────────────────────────────────

async function send(lead: Lead, isPressed?: boolean): Promise<void> {
  const { url, key, body, form } = lead;
  let proof: string | undefined;
  let status = 0;
  let retryAfter = "";
  let answer: Answer | undefined;
  let isRefused: boolean | undefined;
  plan(lead, now() + PATIENCE_MS);
  lead.busy = true;
  try {
    if (CAPTCHAS && lead.asks) proof = await proofOf(formOf(lead), url).catch(() => "");
    // Without one it would be refused. Only who presses the button is told so; what waits, waits for one.
    if (CAPTCHAS && lead.asks && !isPressed && (!proof || proof === lead.spent)) throw 0;
    const response = await fetch(url, {
      method: "POST",
      headers: { "idempotency-key": key },
      body: new URLSearchParams(CAPTCHAS && proof ? body + proof : body),
      signal: AbortSignal.timeout?.(PATIENCE_MS),
    });
    status = response.status;
    retryAfter = response.headers.get("retry-after") ?? "";
    answer = await response.json();
  } catch {
    // No answer, or another server's, or one that a script of this page may not read. Only the bridge's own answer is
    // final: an answer that cannot be read may as well be one that asks for patience.
    isRefused = (await fetch(url).catch(() => undefined))?.status === 403;
  }
  lead.busy = false;
  // Said of no field: the token is not good.
  const isUnproven = CAPTCHAS && lead.asks && status === 422 && !answer?.errors;
  if (CAPTCHAS && lead.asks && answer && (status < 300 || isUnproven)) renew(url);
  if (isUnproven && !form) {
    // Whoever could be told is gone.
    if (proof) lead.spent = proof;
    plan(lead, now() + LONGEST_WAIT_MS);
  } else if (answer && status < 500 && status !== 429) settle(lead, answer, status < 300);
  else if (form && isRefused) {
    // As if this script were not there.
    drop(lead);
    HTMLFormElement.prototype.submit.call(form);
  } else {
    const asked = +retryAfter * 1000 || Date.parse(retryAfter) - now() || 0;
    const backoff = Math.min(FIRST_WAIT_MS * 2 ** lead.tries++, LONGEST_WAIT_MS);
    const delay = Math.min(Math.max(asked, backoff), LONGEST_ASKED_WAIT_MS);
    plan(lead, now() + delay * (1 + Math.random() / 4));
    tell(lead, "waiting", { due: lead.due }, (form) =>
      say(form, form.dataset.waiting ?? "No connection. Your request is kept and will be sent."),
    );
  }
}

/** The bridge has given its final answer about a lead. */
function settle(lead: Lead, answer: Answer, isAccepted: boolean): void {
  drop(lead);
  tell(lead, isAccepted ? "accepted" : "rejected", answer, (form) => {
    say(form, isAccepted ? (form.dataset.thanks ?? answer.message) : answer.title, answer);
    for (const field in answer.errors) {
      const input = form.querySelector(`[name=${field}]`) ?? form.querySelector("[type=tel]");
      say(form, answer.errors[field], answer, field, input);
    }
    // When the answer is about a page before, what the visitor does now is left alone.
    if (!lead.form) return;
    form.querySelector<HTMLElement>("[aria-invalid]")?.focus();
    if (isAccepted) form.reset();
    if (answer.redirect) location.assign(answer.redirect);
  });
}

// ── captchas ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Sums that the bridge sets, by the address they come from. */
const sums: Record<string, { readonly at: number; readonly token: Promise<string> }> = {};

/** What shows on this page that a person is there, as the end of a body; empty while nothing does. */
async function proofOf(form: HTMLFormElement | null, url: string): Promise<string> {
  const found = new URLSearchParams();
  const { captcha, action } = form?.dataset ?? {};
  if (captcha === "altcha") found.append(captcha, await sum(url));
  else if (captcha) {
    const google = page.grecaptcha.enterprise ?? page.grecaptcha;
    await new Promise<void>((then) => google.ready(then));
    found.append("g-recaptcha-response", await google.execute(captcha, { action }));
  } else
    for (const { name, value } of (form?.elements ?? []) as HTMLCollectionOf<HTMLInputElement>)
      if (value && TOKEN.test(name)) found.append(name, value);
  return `${found}` && `&${found}`;
}

/** A token is good once. */
function renew(url: string): void {
  delete sums[url];
  for (const widget of ["turnstile", "hcaptcha", "grecaptcha"])
    try {
      page[widget]?.reset?.();
    } catch {
      // It has none on this page.
    }
}

/** Worked out in the background, from when the script is loaded. */
function sum(url: string): Promise<string> {
  let known = sums[url];
  if (!known || now() - known.at > SUM_MS) {
    known = { at: now(), token: solve(doors.replace(/leads.$/, "captcha/") + url.slice(doors.length).split("/")[0]) };
    sums[url] = known;
    known.token.catch(() => delete sums[url]);
  }
  return known.token;
}

/** https://altcha.org/docs/v2/proof-of-work-captcha: the first counter of which the derived key begins as it should. */
async function solve(from: string): Promise<string> {
  const challenge = await (await fetch(from)).json();
  const { cost: iterations, keyPrefix, nonce, salt } = challenge.parameters;
  const { subtle } = crypto;
  const password = bytesOf(`${nonce}00000000`);
  for (let counter = 0; ; counter += 1) {
    new DataView(password.buffer).setUint32(password.length - 4, counter);
    const key = await subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: bytesOf(salt), iterations };
    const derived = new Uint8Array(await subtle.deriveBits(how, key, 256));
    const derivedKey = Array.from(derived, (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (derivedKey.startsWith(keyPrefix)) return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
  }
}

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (two) => +`0x${two}`);

// ── keeping ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Takes care of the leads that other pages have stored. */
function adopt(): void {
  for (const name in storage) {
    const lead = name.startsWith(PREFIX) && kept(name);
    // One that needs a token is left to pages that have its form.
    if (lead && !mine.has(name) && (!CAPTCHAS || !lead.asks || formOf(lead))) plan(lead, lead.due);
  }
}

const kept = (name: string): Lead | null => JSON.parse(storage[name] ?? "null");

function plan(lead: Lead, due: number): void {
  lead.due = due;
  try {
    storage[PREFIX + lead.key] = JSON.stringify({ ...lead, form: undefined, busy: undefined });
  } catch {
    // There is no room. The lead waits in memory.
  }
  mine.set(PREFIX + lead.key, lead);
  setTimeout(() => {
    // By now something else may be planned, or nothing.
    if (lead.due !== due || lead.busy) return;
    const stored = kept(PREFIX + lead.key);
    if (now() - lead.at > KEPT_MS) {
      drop(lead);
      tell(lead, "expired", {}, (form) => say(form));
    } else if (stored && stored.due > due) {
      // Another page has begun to send it.
      plan(lead, stored.due);
    } else if (stored || lead.form) send(lead);
    // Otherwise another page has brought it to its end.
  }, due - now());
}

/** Where it was typed, or could have been. */
const formOf = ({ form, url }: Lead): HTMLFormElement | null =>
  form ?? document.querySelector<HTMLFormElement>(`[action="${url}"]`);

function drop(lead: Lead): void {
  lead.due = 0;
  delete storage[PREFIX + lead.key];
}

// ── the page ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Reports a lead's outcome to the page, and to the visitor, unless the page does that itself. */
function tell(lead: Lead, what: string, answer: object, show: (form: HTMLFormElement) => void): void {
  const form = formOf(lead);
  const event = new CustomEvent(`bridge:${what}`, {
    bubbles: true,
    cancelable: true,
    detail: { ...answer, resumed: !lead.form },
  });
  if ((form ?? document).dispatchEvent(event) && form) show(form);
}

/**
 * Shows the visitor a text, in the place that the form has for it or in a new one.
 * @param input which this is wrong with
 */
function say(
  form: HTMLFormElement,
  text = "",
  { lang, dir, title }: Answer = {},
  about = "status",
  input?: Element | null,
): void {
  let place = form.querySelector<HTMLElement>(`[data-bridge=${about}]`);
  if (!place) {
    // It is a live region by nature.
    place = document.createElement("output");
    place.dataset.bridge = about;
    // Within the label it would become a part of the input's name.
    if (input) (input.closest("label") ?? input).after(place);
    else form.append(place);
  }
  // A page of another language has the bridge's words read and set as what they are.
  if (lang) Object.assign(place, { lang, dir });
  // What went wrong is read aloud at once. Beside a field it is no alert of its own: the field gets the focus, and says it.
  place.role = title && !input ? "alert" : "status";
  place.textContent = text;
  if (!input) return;
  place.id ||= crypto.randomUUID();
  const others = (input.getAttribute("aria-describedby") ?? "").replace(place.id, "");
  input.setAttribute("aria-describedby", `${others} ${place.id}`);
  input.setAttribute("aria-invalid", "true");
}

// Another page of the site may store a lead and be gone before it is sent. Or it has brought one to its end that this page
// has sent in vain, and whose visitor was told here that it waits: asked under the same key, the bridge says how.
addEventListener("storage", ({ key, newValue }) => {
  adopt();
  const lead = mine.get(key);
  if (!newValue && lead?.busy === false && lead.due) send(lead, true);
});
adopt();
if (CAPTCHAS)
  for (const form of document.querySelectorAll("[data-captcha=altcha]")) sum(form.getAttribute("action") ?? "");
