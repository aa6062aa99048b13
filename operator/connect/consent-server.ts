import type { Consent } from "../../lambda/connectors/contract/about.ts";
import type { Reporter } from "../../lambda/connectors/contract/reporter.ts";
import type { Stage } from "../stage/stage.ts";
import type { Proof } from "./proof.ts";

/** Where a CRM's authorisation server is, and what the browser is sent to it with. */

export interface ConsentPlaces {
  /** Where access is renewed and codes are exchanged, without a trailing slash. */
  readonly server: string;
  /** To which page the browser is sent. */
  readonly page: string;
  /** Where the CRM's API lives, as scopes may name it. */
  readonly api: string;
}

/** Another server that is named for the CRM takes the place of all of its addresses. */
export function placesOf(
  consent: Consent,
  { baseUrl, renewal }: Pick<Reporter, "baseUrl" | "renewal">,
  elsewhere: Stage["crmBaseUrls"][string] | undefined,
): ConsentPlaces {
  const server = elsewhere ?? renewal?.baseUrl ?? baseUrl;
  const { authorise } = consent;
  const isAddress = URL.canParse(authorise);
  const path = isAddress ? new URL(authorise).pathname : authorise;
  return { server, page: isAddress && elsewhere === undefined ? authorise : `${server}${path}`, api: baseUrl };
}

/** What the app has to be allowed, in the vendor's words. */
export const scopesOf = ({ scopes }: Consent, { api }: ConsentPlaces): string[] =>
  scopes.map((scope) => scope.replaceAll("{api}", api));

/** The address at which somebody lets the app in. */
export function consentAddress(
  consent: Consent,
  places: ConsentPlaces,
  asked: { readonly clientId: string; readonly redirectUri: string; readonly proof: Proof },
): string {
  const { clientId, redirectUri, proof } = asked;
  const scope = scopesOf(consent, places).join(consent.scopeSeparator ?? " ");
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    state: proof.state,
    ...(scope !== "" && { scope }),
    ...(consent.pkce && { code_challenge: proof.challenge, code_challenge_method: "S256" }),
    ...consent.parameters,
  });
  const address = new URL(places.page);
  address.search = query.toString();
  return address.href;
}
