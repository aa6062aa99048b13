/**
 * What a page loads to make its forms patient: `<script src="https://…/form.js" defer></script>`. A form that posts to a
 * source of the bridge is sent by fetch. Until the bridge has answered, the lead is kept in local storage and sent again
 * under the same Idempotency-Key, by whichever page of the site is open. Without this script the form works as forms do.
 *
 * The page learns of it by events on the form, which bubble: `bridge:accepted`, `bridge:rejected`, `bridge:waiting`,
 * `bridge:expired`. `preventDefault()` leaves to the page what would be shown, and where the visitor would be sent.
 *
 * Every visitor loads this, so it is short before it is anything else: a test holds it to 3 KiB.
 */

/** All times in milliseconds since 1970. */
interface Lead {
  /** Made once per submission: whatever is sent under it counts once. */
  readonly key: string;
  readonly url: string;
  /** The form, urlencoded. The same bytes each time, since another body under the same key is refused. */
  readonly body: string;
  /** When the visitor pressed the button. */
  at: number;
  /** When it is sent again. A page that begins to send puts this off, so that other pages leave the lead to it. */
  due: number;
  tries: number;
  busy?: boolean;
  /** Where it was typed, if that was on this page and since it was loaded. */
  readonly form?: HTMLFormElement | undefined;
}

/** The bridge's answer about a lead; for errors, RFC 9457. */
interface Answer {
  readonly redirect?: string;
  readonly title?: string;
  readonly errors?: Readonly<Record<string, string>>;
}

const PREFIX = "bridge:lead:";
const KEPT_MS = 86_400_000;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;
const LONGEST_ASKED_WAIT_MS = 3_600_000;
/** The bridge's front door waits no longer for an answer. */
const PATIENCE_MS = 30_000;

const { now } = Date;

const script = document.currentScript as HTMLScriptElement;
// A version of the script has a folder of its own.
const doors = new URL("leads/", script.dataset.bridge ?? script.src.replace(/form\/[^/]*$/, "")).href;

/** Keys of the leads that this page sends, or holds. */
const mine = new Set<string>();
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
  for (const each of form.elements as HTMLCollectionOf<HTMLInputElement>) {
    // No lead needs what is secret, and neither the browser's storage nor the bridge is a place for it. Nor for files.
    if (/password|cc-|one-time|file/.test(each.type + each.autocomplete)) fields.delete(each.name);
    each.removeAttribute("aria-invalid");
    if (each.dataset.bridge) each.textContent = "";
  }
  // A live region is read aloud only if it was there before it had something to say.
  say(form, "");

  // A visitor agreed to the words that they saw, not to those that the page will have later.
  for (const box of form.querySelectorAll<HTMLInputElement>(":checked[name*=consent i]"))
    fields.append("consent_text", box.labels?.[0]?.innerText.trim() ?? "");
  const body = `${fields}`;

  // A visitor who presses the button again means the same lead; one who has changed something means the new one instead.
  if (lead?.body !== body) {
    if (lead) drop(lead);
    lead = { key: crypto.randomUUID(), url, body, at: 0, due: 0, tries: 0, form };
    latest.set(form, lead);
  }
  lead.at = now();
  send(lead);
});

// ── sending ─────────────────────────────────────────────────────────────────────────────────────────────────────

async function send(lead: Lead): Promise<void> {
  const { url, key, body, form } = lead;
  let status = 0;
  let retryAfter = "";
  let answer: Answer | undefined;
  let isRefused: boolean | undefined;
  plan(lead, now() + PATIENCE_MS);
  lead.busy = true;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "idempotency-key": key },
      body: new URLSearchParams(body),
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
  if (answer && status < 500 && status !== 429) settle(lead, answer, status < 300);
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
    say(form, isAccepted ? (form.dataset.thanks ?? "Thank you. We will call you in a moment.") : answer.title);
    for (const field in answer.errors) {
      const input = form.querySelector(`[name=${field}]`) ?? form.querySelector("[type=tel]");
      say(form, answer.errors[field], field, input);
    }
    // When the answer is about a page before, what the visitor does now is left alone.
    if (!lead.form) return;
    form.querySelector<HTMLElement>("[aria-invalid]")?.focus();
    if (isAccepted) form.reset();
    if (answer.redirect) location.assign(answer.redirect);
  });
}

// ── keeping ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Takes care of the leads that other pages have stored. */
function adopt(): void {
  for (const name in storage) {
    const lead = name.startsWith(PREFIX) && kept(name);
    if (lead && !mine.has(lead.key)) plan(lead, lead.due);
  }
}

const kept = (name: string): Lead | null => JSON.parse(storage[name] ?? "null");

function plan(lead: Lead, due: number): void {
  lead.due = due;
  try {
    storage[PREFIX + lead.key] = JSON.stringify({ ...lead, form: undefined });
  } catch {
    // There is no room. The lead waits in memory.
  }
  mine.add(lead.key);
  setTimeout(() => {
    // By now something else may be planned, or nothing.
    if (lead.due !== due || lead.busy) return;
    const stored = kept(PREFIX + lead.key);
    if (now() - lead.at > KEPT_MS) {
      drop(lead);
      tell(lead, "expired", {}, say);
    } else if (stored && stored.due > due) {
      // Another page has begun to send it.
      plan(lead, stored.due);
    } else if (stored || lead.form) send(lead);
    // Otherwise another page has brought it to its end.
  }, due - now());
}

function drop(lead: Lead): void {
  lead.due = 0;
  delete storage[PREFIX + lead.key];
}

// ── the page ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Reports a lead's outcome to the page, and to the visitor, unless the page does that itself. */
function tell(lead: Lead, what: string, answer: object, show: (form: HTMLFormElement) => void): void {
  const form = lead.form ?? document.querySelector<HTMLFormElement>(`[action="${lead.url}"]`);
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
function say(form: HTMLFormElement, text = "", about = "status", input?: Element | null): void {
  let place = form.querySelector<HTMLElement>(`[data-bridge=${about}]`);
  if (!place) {
    // It is a live region by nature.
    place = document.createElement("output");
    place.dataset.bridge = about;
    // Within the label it would become a part of the input's name.
    if (input) (input.closest("label") ?? input).after(place);
    else form.append(place);
  }
  place.textContent = text;
  if (!input) return;
  place.id ||= crypto.randomUUID();
  const others = (input.getAttribute("aria-describedby") ?? "").replace(place.id, "");
  input.setAttribute("aria-describedby", `${others} ${place.id}`);
  input.setAttribute("aria-invalid", "true");
}

// Another page of the site may store a lead and be gone before it is sent.
addEventListener("storage", adopt);
adopt();
