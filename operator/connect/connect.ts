import type { Consent, WrongName } from "../../lambda/connectors/contract/about.ts";
import { namedOrigins } from "../../lambda/runtime/env.ts";
import { nodeSend } from "../../lambda/runtime/http-client.ts";
import { compareNames } from "../crms/names.ts";
import { takesField } from "../secrets/credential-fields.ts";
import { setSecret } from "../secrets/set-secret.ts";
import type { Stage } from "../stage/stage.ts";
import { connectedAs } from "./connected-as.ts";
import { type ConsentPlaces, consentAddress, placesOf, scopesOf } from "./consent-server.ts";
import { exchangeCode } from "./exchange-code.ts";
import { codeOf } from "./judge-answer.ts";
import { newProof } from "./proof.ts";
import { entryOf, type Ways } from "./ways.ts";

/** Lets the bridge into a CRM: what is done with what a person typed and their browser brought. */

/** An app's question to be let in, on its way through somebody's browser. */
export interface Asking {
  /** What the app has to be allowed there, in the vendor's words. */
  readonly scopes: readonly string[];
  /** To which address the browser goes. */
  address(clientId: string): string;
  /**
   * @param answer what the browser brought back
   * @param app its credentials, as a person typed them
   * @returns all that the secret takes of what the CRM gave
   * @throws Problem when it does not let the bridge in
   */
  credentials(
    answer: URLSearchParams,
    app: Readonly<Record<string, string>>,
  ): Promise<Readonly<Record<string, string>>>;
}

/** @param redirectUri as it is registered with the vendor */
export function askToBeLetIn(
  stage: Stage,
  { crm, about, reporter }: Ways,
  consent: Consent,
  redirectUri: string,
): Asking {
  const { crmBaseUrls, now } = stage;
  const places: ConsentPlaces = placesOf(consent, reporter, crmBaseUrls[crm]);
  const proof = newProof();
  return {
    scopes: scopesOf(consent, places),
    address: (clientId) => consentAddress(consent, places, { clientId, redirectUri, proof }),
    async credentials(answer, app) {
      const { client_id: clientId = "", client_secret: clientSecret = "" } = app;
      const code = codeOf(answer, proof, about.title);
      const send = nodeSend({ mayBePrivate: namedOrigins(...Object.values(crmBaseUrls)) });
      const given = await exchangeCode(
        { title: about.title, consent, places, clientId, clientSecret, redirectUri, code, proof },
        { send, now },
      );
      const taken = Object.entries(given).filter(([name]) => takesField(reporter.credentials, name));
      return { ...app, ...Object.fromEntries(taken) };
    },
  };
}

/**
 * Tries the credentials at the CRM and writes them.
 * @param check false: without trying them
 * @throws Problem when they are not complete or the CRM does not take them, and nothing is written
 */
export async function keepCredentials(
  stage: Stage,
  ways: Ways,
  given: Readonly<Record<string, string>>,
  check: boolean,
): Promise<Kept> {
  const { crm, reporter } = ways;
  const entry = entryOf(ways, given);
  const text = JSON.stringify(entry);
  const said = await setSecret(stage, "crm-credentials", { path: crm, text, check });
  if (!check) return { said, as: undefined, wrong: [] };
  const open = () => stage.openCrmWith({ [crm]: { ...entry } })({ name: crm, reporter }, () => PATIENCE_MS);
  const as = await connectedAs(stage, ways, entry);
  return { said, as, wrong: (await compareNames(stage, crm, open))?.wrong ?? [] };
}

const PATIENCE_MS = 60_000;

export interface Kept {
  /** What was done, for people. */
  readonly said: readonly string[];
  /** As whom the bridge is let in, where the CRM says it. */
  readonly as: string | undefined;
  /** What the CRM's settings name and the CRM does not have, as far as it shows. */
  readonly wrong: readonly WrongName[];
}
