import type { Hooks } from "./hooks.ts";
import type { Question } from "./http.ts";

/**
 * What people have to know of a CRM before it can be used: data, from which `init`, `secrets`, `doctor`, the demo and the
 * pages are fed. No function carries it: the connector's other files do not import it.
 */
export interface About {
  /** The connector's key. */
  readonly key: string;
  /** The vendor's name, for people; the connector's title. */
  readonly title: string;
  /** The vendor's own pages on its API. */
  readonly documentation: string;
  /** The ways to let the bridge in, the easiest first; one of them is enough. */
  readonly credentials: readonly CredentialChoice[];
  /** What cannot be left to its default, and is asked before anything else. */
  readonly settings: readonly AskedSetting[];
  /** What says as whom the bridge is let in, so that a person sees that it is the right account. */
  readonly identity?: IdentityAnswer;
  /** The subscriptions by which it sends leads, where its API shows them. */
  readonly hooks?: Hooks;
  /** For a CRM whose fields its users make: how it is seen whether those that the settings name are there. */
  readonly named?: (settings: unknown) => readonly NamesQuestion[];
  /** Where each part of a result stands there, for people; a part that is missing does not stand there. */
  readonly writes: Readonly<Partial<Record<ResultPart, string>>>;
  /** How the CRM says that it was asked too much, and how much that is, for people. */
  readonly limits: string;
  /** What the bridge cannot do there, each with the reason. */
  readonly cannot: readonly string[];
  /** What of the vendor's it was written and checked against, and what nobody has tried yet. */
  readonly verified: string;
  /** What of it is played on one's own machine; each its stand-in can do. */
  readonly demo: readonly DemoPart[];
}

/** `numbers`: who was rung from where. `speed`: how soon and how often the lead was called. */
export const resultParts = [
  "call",
  "outcome",
  "moment",
  "length",
  "direction",
  "numbers",
  "agent",
  "recording",
  "note",
  "transcript",
  "status",
  "tags",
  "speed",
] as const;
export type ResultPart = (typeof resultParts)[number];

export type DemoPart =
  /** It takes results. */
  | "results"
  /** Somebody can save a contact there, which comes as a lead. */
  | "contacts";

export interface CredentialChoice {
  /** E.g. "a private app". */
  readonly title: string;
  readonly fields: readonly CredentialField[];
  /** How somebody lets the bridge in with their browser. What comes of it, the `refresh_token`, need not be typed. */
  readonly consent?: Consent;
}

/**
 * Where and how an OAuth app asks to be let in: https://www.rfc-editor.org/rfc/rfc6749#section-4.1. A path is one at the
 * address where the CRM renews access, which its settings may change.
 */
export interface Consent {
  /** The vendor's page on it. */
  readonly documentation: string;
  /** Where the browser is sent: an address, or a path. */
  readonly authorise: string;
  /** Where the code is exchanged: a path. */
  readonly token: string;
  /** In them `{api}` stands for the address of the CRM's API. None: the vendor goes by what the app has. */
  readonly scopes: readonly string[];
  /** What stands between them. Default: a space. */
  readonly scopeSeparator?: string;
  /** What else the browser is sent with, such as what makes the vendor give a refresh token. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** What else the code is exchanged with. */
  readonly tokenParameters?: Readonly<Record<string, string>>;
  /** Whether the vendor takes a proof key (https://www.rfc-editor.org/rfc/rfc7636). */
  readonly pkce: boolean;
  /** Where the token endpoint wants to be told who we are: in the body, or as HTTP Basic in a header. Default: the body. */
  readonly clientIn?: "body" | "header";
  readonly redirect: RedirectField;
}

export interface RedirectField {
  /** What the vendor calls the address to which it sends the browser back. */
  readonly name: string;
  /** Where it is entered. */
  readonly how: string;
  /**
   * `http`: it may be this machine's own, where the bridge listens. `https`: the vendor takes no other, so nobody can
   * listen there, and a person copies it from the browser.
   */
  readonly takes: "http" | "https";
}

export interface IdentityAnswer {
  /** A path of the API that reads and changes nothing. */
  readonly path: string;
  /** What is posted to it as JSON, for an API that is asked by POST alone. */
  readonly posted?: unknown;
  /** By what it is, for people: where it stands in the answer, e.g. `organizations.0.name`. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What is asked of a CRM to see whether it has what the settings name. */
export interface NamesQuestion {
  readonly asked: Question;
  /**
   * @param body the answer
   * @returns what the settings name otherwise than the CRM does; undefined where the answer does not tell
   */
  wrong(body: unknown): readonly WrongName[] | undefined;
  /** What it means that there is no such path (404). Default: that the answer does not tell. */
  readonly missing?: WrongName;
}

export interface WrongName {
  /** The setting, as a path, e.g. `leadStatus.contacted`. */
  readonly setting: string;
  /** What is wrong with it, as a sentence that goes on from its name: "names a field that …". */
  readonly found: string;
}

export interface CredentialField {
  /** As the secret has it. */
  readonly name: string;
  /** What it is, in the vendor's words. */
  readonly label: string;
  /** Where the vendor shows it. */
  readonly how: string;
}

export interface AskedSetting {
  /** As bridge.config.ts has it. */
  readonly name: string;
  readonly label: string;
  /** Holds for trying things out. */
  readonly usual: string;
}
