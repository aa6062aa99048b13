import { createContext, runInContext } from "node:vm";

/** A page with one form, as far as the script for forms looks at it. What only a browser shows is in test/browser. */

interface Element {
  readonly dataset: Record<string, string>;
  textContent: string;
  id?: string;
}
interface Told {
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
}
export interface Answer {
  readonly status: number;
  readonly body: object;
  readonly retryAfter?: string;
}

export interface PageOptions {
  /** Attributes of the form, as `data-…`. */
  readonly data?: Record<string, string>;
  /** Places that the form has for messages, by their `data-bridge`. */
  readonly places?: readonly string[];
  /** Where the script comes from, and its `data-bridge`. */
  readonly script?: { readonly src: string; readonly bridge?: string };
  /** What the bridge answers, one after the other; nobody answers where there is none. */
  readonly answers?: (Answer | undefined)[];
}

const DOOR = "https://bridge.example.com/leads/website/KEY";

export function aFormPage(text: string, { data = {}, places = [], script, answers = [] }: PageOptions = {}) {
  const told: Told[] = [];
  const posts: { url: string; key: string | undefined }[] = [];
  const timers: { readonly act: () => void; readonly at: number }[] = [];
  const listeners = new Map<string, (event: object) => void>();
  const shown: Element[] = places.map((bridge) => ({ dataset: { bridge }, textContent: "" }));
  let now = 1_000_000;
  const keys = ["key-1", "key-2", "key-3"];
  const form = {
    method: "post",
    dataset: data,
    elements: [],
    closest: () => null,
    getAttribute: (name: string) => (name === "action" ? DOOR : null),
    querySelector: (selector: string) => {
      const [, about] = /^\[data-bridge=(\w+)\]$/.exec(selector) ?? [];
      return shown.find(({ dataset }) => dataset.bridge === about) ?? null;
    },
    querySelectorAll: () => [],
    append: (element: Element) => void shown.push(element),
    dispatchEvent: (event: Told) => told.push(event) > 0,
    reset: () => undefined,
  };
  const surroundings = {
    URL,
    URLSearchParams,
    AbortSignal: {},
    Date: { now: () => now, parse: Date.parse },
    crypto: { randomUUID: () => keys.shift() },
    localStorage: {},
    location: { href: "https://www.example.com/contact", assign: () => undefined },
    document: {
      currentScript: {
        src: script?.src ?? "https://bridge.example.com/form.js",
        dataset: script?.bridge ? { bridge: script.bridge } : {},
      },
      createElement: (): Element => ({ dataset: {}, textContent: "" }),
      querySelector: () => null,
    },
    addEventListener: (type: string, listener: (event: object) => void) => void listeners.set(type, listener),
    setTimeout: (act: () => void, ms: number) => void timers.push({ act, at: now + ms }),
    FormData: function FormData() {
      return [["phone", "(212) 555-0123"]];
    },
    CustomEvent: function CustomEvent(type: string, { detail }: { detail: object }) {
      return { type, detail };
    },
    async fetch(url: string, { headers = {} }: { headers?: Record<string, string> } = {}) {
      if (headers["idempotency-key"] !== undefined) posts.push({ url, key: headers["idempotency-key"] });
      const answer = answers.shift();
      if (answer === undefined) throw new TypeError("Failed to fetch");
      return {
        status: answer.status,
        headers: { get: () => answer.retryAfter ?? null },
        json: async () => answer.body,
      };
    },
  };
  runInContext(text, createContext(surroundings));
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    told,
    posts,
    shows: (about = "status") => shown.find(({ dataset }) => dataset.bridge === about),
    says: (about = "status") => shown.find(({ dataset }) => dataset.bridge === about)?.textContent,
    places: () => shown.length,
    /** Whether the script takes the form from the browser. */
    async press(submitter: Readonly<Record<string, string>> = {}): Promise<boolean> {
      let taken = false;
      listeners.get("submit")?.({
        target: form,
        submitter: { hasAttribute: (name: string) => name in submitter },
        defaultPrevented: false,
        preventDefault() {
          taken = true;
        },
      });
      await settled();
      return taken;
    },
    /** Time goes on until the script sends again; how long that took, in milliseconds. */
    async untilNextPost(): Promise<number> {
      const [before, begun] = [posts.length, now];
      while (posts.length === before) {
        timers.sort((one, other) => one.at - other.at);
        const next = timers.shift();
        if (next === undefined) throw new Error("Nothing is planned");
        now = Math.max(now, next.at);
        next.act();
        await settled();
      }
      return now - begun;
    },
  };
}
