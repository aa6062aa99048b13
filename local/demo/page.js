// The demo page: forms that send leads, and what becomes of them. Everything shown arrives as text, never as HTML.

const $ = (selector) => document.querySelector(selector);

/** An element with attributes and contents. */
function el(tag, attributes = {}, ...contents) {
  const element = Object.assign(document.createElement(tag), attributes);
  element.append(...contents);
  return element;
}

// ── invented people with test numbers; the same phone is not dialled twice, so each gets one of their own ──────────

const firstNames = ["Grace", "Ada", "Maya", "Owen", "Priya", "Theo", "Ines", "Noah", "Lena", "Omar"];
const lastNames = ["Lake", "Fields", "Lindqvist", "Tate", "Raman", "Marsh", "Costa", "Heath", "Brook", "Said"];
const areaCodes = [202, 206, 212, 213, 303, 305, 312, 404, 415, 512, 602, 617, 702, 713, 718, 773, 808, 916];
const endings = ["0100", "0101", "0102", "0103"];

const anyOf = (list) => list[Math.floor(Math.random() * list.length)];

function somebody(isStandIn) {
  const first = anyOf(firstNames);
  const last = anyOf(lastNames);
  const number = Math.floor(Math.random() * 10_000);
  const phone = isStandIn
    ? `+1 ${anyOf(areaCodes)} 555 ${Math.random() < 0.5 ? anyOf(endings) : `01${10 + Math.floor(Math.random() * 90)}`}`
    : "";
  return { first, last, email: `${first}.${last}.${number}@example.com`.toLowerCase(), phone };
}

function fill(form, isStandIn) {
  const { first, last, email, phone } = somebody(isStandIn);
  const values = { first_name: first, firstname: first, last_name: last, lastname: last, email, phone };
  for (const input of form.querySelectorAll("input")) input.value = values[input.name] ?? "";
}

// ── commands ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Commands find this page by themselves at its usual address alone. */
const here = (text) =>
  location.origin === "http://127.0.0.1:8789" ? text : text.replaceAll("--local", `--local ${location.origin}`);

// ── forms ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function showWebsite(source, isStandIn) {
  const form = $("#website form");
  form.action = source.url;
  fill(form, isStandIn);
  form.addEventListener("submit", () => {
    $("#website iframe").hidden = false;
    // Once this one is on its way.
    setTimeout(() => fill(form, isStandIn));
  });
  $("#website").hidden = false;
}

function showContacts(name, crm, isStandIn) {
  const form = $("#contacts form");
  $("#contacts h2").textContent = `Somebody saves a contact in ${crm}`;
  fill(form, isStandIn);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = JSON.stringify(Object.fromEntries(new FormData(form)));
    const answer = await fetch(`/api/contacts/${name}`, { method: "POST", body });
    $("#contacts .answer").textContent = `${crm} sent it; the bridge answered ${answer.status}.`;
    fill(form, isStandIn);
    await showRecords();
  });
  $("#contacts").hidden = false;
}

function showRehearsal() {
  const button = $("#rehearsal button");
  button.addEventListener("click", async () => {
    button.disabled = true;
    $("#rehearsal .answer").textContent = "The dial gets lost, and Callingly is asked …";
    const answer = await fetch("/api/review-case", { method: "POST" });
    $("#rehearsal .answer").textContent = here((await answer.json()).message);
    button.disabled = false;
  });
  $("#rehearsal").hidden = false;
}

function showDoors(sources, isStandIn) {
  for (const [name, { url }] of Object.entries(sources)) {
    $("#doors dl").append(el("dt", {}, name), el("dd", { title: url }, url));
  }
  const plain = ["json", "html-form"].flatMap((kind) =>
    Object.values(sources).filter(({ connector }) => connector === kind),
  );
  const [machine] = plain;
  const lead = '{"first_name": "Grace", "last_name": "Lake", "phone": "+1 206 555 0100"}';
  $("#doors pre").hidden = machine === undefined;
  $("#doors pre").textContent = `curl '${machine?.url}' \\\n  -H 'content-type: application/json' \\\n  -d '${lead}'`;
  $(".endings").hidden = !isStandIn;
}

async function showBridge() {
  const { sources, callingly } = await (await fetch("/api/bridge")).json();
  const isStandIn = callingly.stand_in;
  const mode = $("#mode");
  mode.classList.toggle("real", !isStandIn);
  mode.replaceChildren(
    ...(isStandIn
      ? ["Callingly stand-in: nobody is really called · ", el("a", { href: callingly.url }, "look inside")]
      : ["REAL CALLS: each lead makes phones ring"]),
  );
  const of = (connector) => Object.entries(sources).find(([, source]) => source.connector === connector);
  const website = of("html-form");
  const contacts = Object.entries(sources).find(([, source]) => source.contacts_in);
  if (website) showWebsite(website[1], isStandIn);
  if (contacts) showContacts(contacts[0], contacts[1].contacts_in, isStandIn);
  showDoors(sources, isStandIn);
  if (isStandIn) showRehearsal();
}

// ── the path of each lead ───────────────────────────────────────────────────────────────────────────────────────────

const moods = {
  completed: "good",
  "reported in the CRM": "good",
  "updated in the CRM": "good",
  held: "wait",
  unknown: "wait",
  review: "wait",
  "not reported yet": "wait",
  failed: "bad",
};

function elapsed(ms) {
  if (ms < 1000) return `+${ms} ms`;
  return ms < 120_000 ? `+${(ms / 1000).toFixed(1)} s` : `+${Math.floor(ms / 60_000)} min`;
}

function toElement(path) {
  const steps = path.steps.map(({ name, at, detail }) =>
    el(
      "li",
      { className: moods[name] ?? "", title: detail ?? "" },
      `${name} `,
      el("time", { dateTime: at }, elapsed(Date.parse(at) - Date.parse(path.receivedAt))),
    ),
  );
  const waits = path.steps.at(-1)?.detail;
  return el(
    "li",
    { className: "path", id: path.leadId },
    el(
      "h3",
      {},
      path.name || "Somebody",
      el("span", {}, path.phone),
      el("span", {}, path.source),
      ...(path.outcome ? [el("span", { className: "outcome" }, path.outcome)] : []),
    ),
    el("ol", { className: "steps" }, ...steps),
    ...(waits ? [el("p", { className: "hint" }, waits)] : []),
  );
}

const shownPaths = 50;

function showPath(path) {
  $("#nothing").hidden = true;
  const list = $("#paths");
  const known = document.getElementById(path.leadId);
  if (known) known.replaceWith(toElement(path));
  else list.prepend(toElement(path));
  while (list.children.length > shownPaths) list.lastElementChild.remove();
}

// ── what the CRMs hold ──────────────────────────────────────────────────────────────────────────────────────────────

const shownRecords = 30;

const toCall = ({ id, outcome, seconds, recordingUrl, kept }) => {
  const facts = [outcome, ...(seconds ? [`${Math.round(seconds)} s`] : []), ...(recordingUrl ? ["recording"] : [])];
  if (!kept) return el("div", {}, facts.join(", "));
  // The rows are made anew with each result; what somebody has opened stays open.
  const open = document.getElementById(`call-${id}`)?.open ?? false;
  return el(
    "details",
    { id: `call-${id}`, open },
    el("summary", {}, facts.join(", ")),
    el("dl", { className: "kept" }, ...toFields(kept)),
  );
};

/** The activity's fields as the CRM keeps them; the text of a lead is text and never markup. */
const toFields = (kept) =>
  Object.entries(kept)
    .filter(([, value]) => value !== null && value !== "")
    .flatMap(([name, value]) => [
      el("dt", {}, name),
      el("dd", {}, typeof value === "string" ? value : JSON.stringify(value)),
    ]);

const toRow = ({ crm, name, phone, email, summary, calls }) =>
  el(
    "tr",
    {},
    el("td", {}, crm),
    el("td", {}, name || "Somebody", el("small", {}, phone), el("small", {}, email)),
    el("td", {}, summary),
    el("td", {}, ...calls.map(toCall)),
  );

async function showRecords() {
  const records = await (await fetch("/api/records")).json();
  const newest = records.sort((a, b) =>
    (b.calls.at(-1)?.startedAt ?? "9").localeCompare(a.calls.at(-1)?.startedAt ?? "9"),
  );
  $("#no-records").hidden = records.length > 0;
  $("#records").replaceChildren(...newest.slice(0, shownRecords).map(toRow));
  const failures = await (await fetch("/api/failures")).json();
  $("#failures").hidden = failures.length === 0;
  $("#failures pre").textContent = failures.map((failure) => JSON.stringify(failure, null, 2)).join("\n");
}

// ── what was refused at the door ────────────────────────────────────────────────────────────────────────────────────

function toRefusal({ id, at, source, status, why, next }) {
  const file = `refused-${id}.http`;
  const named = source ? ` --source ${source}` : "";
  return el(
    "li",
    {},
    el("time", { dateTime: at }, new Date(at).toLocaleTimeString()),
    ` ${status} `,
    el("strong", {}, source ?? "no source"),
    ` ${why}. `,
    el("a", { href: `/api/refused/${id}.http`, download: file }, "Save as .http"),
    el("p", { className: "hint" }, here(next)),
    el("pre", {}, `npm run --silent bridge -- preview ${file}${named}`),
  );
}

async function showRefused() {
  const refused = await (await fetch("/api/refused")).json();
  $("#refused").hidden = refused.length === 0;
  $("#refused ol").replaceChildren(...refused.map(toRefusal));
}

let planned;

/** Many steps may come at once; the records are asked for when it is quiet again. */
function soonShowRecords() {
  clearTimeout(planned);
  planned = setTimeout(showRecords, 150);
}

await showBridge();
await showRefused();
const events = new EventSource("/api/path");
events.addEventListener("message", ({ data }) => {
  showPath(JSON.parse(data));
  soonShowRecords();
});
events.addEventListener("refused", showRefused);
