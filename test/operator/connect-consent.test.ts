import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { abouts } from "../../lambda/connectors/about.ts";
import type { Consent } from "../../lambda/connectors/contract/about.ts";
import type { Send } from "../../lambda/runtime/http-client.ts";
import { wordsIn } from "../../operator/connect/connected-as.ts";
import { consentAddress, placesOf, scopesOf } from "../../operator/connect/consent-server.ts";
import { exchangeCode } from "../../operator/connect/exchange-code.ts";
import { listenForBrowser } from "../../operator/connect/listen.ts";
import { challengeOf, newProof } from "../../operator/connect/proof.ts";
import { playConsent } from "../../stand-ins/kit/consent.ts";
import { answered } from "../fakes/fake-send.ts";
import { noon } from "../fakes/leads.ts";

/** What vendors differ in, of the way through the browser. */

const app = { client_id: "our-id", client_secret: "our-secret", refresh_token: "refresh" };
const consent: Consent = {
  documentation: "https://crm.example.com/docs",
  authorise: "/oauth/authorize",
  token: "/oauth/token",
  scopes: ["{api}/act", "offline_access"],
  pkce: true,
  redirect: { name: "Callback URL", how: "CRM: the app", takes: "http" },
};
const reporter = {
  baseUrl: "https://acme.crm.example.com",
  renewal: { baseUrl: "https://login.example.com" } as never,
};
const redirectUri = "http://localhost:8976/callback";

describe("the proof that an answer is ours", () => {
  it("is challenged as RFC 7636 has it, in its own example", () => {
    const challenge = challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    expect(challenge).toBe("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  });

  it("is another each time, as long as that wants it", () => {
    const [one, other] = [newProof(), newProof()];
    expect(new Set([one.state, one.verifier, other.state, other.verifier]).size).toBe(4);
    expect(one.verifier).toMatch(/^[\w-]{43}$/);
    expect(one.challenge).toBe(challengeOf(one.verifier));
  });
});

describe("where the browser is sent", () => {
  const proof = { state: "state", verifier: "verifier", challenge: "challenge" };
  const addressOf = (of: Consent, elsewhere?: string) =>
    new URL(consentAddress(of, placesOf(of, reporter, elsewhere), { clientId: "our-id", redirectUri, proof }));

  it("is a page where access is renewed, with all that the vendor wants", () => {
    const address = addressOf({ ...consent, scopeSeparator: ",", parameters: { access_type: "offline" } });
    expect(address.origin + address.pathname).toBe("https://login.example.com/oauth/authorize");
    expect(Object.fromEntries(address.searchParams)).toEqual({
      response_type: "code",
      client_id: "our-id",
      redirect_uri: redirectUri,
      state: "state",
      scope: "https://acme.crm.example.com/act,offline_access",
      code_challenge: "challenge",
      code_challenge_method: "S256",
      access_type: "offline",
    });
  });

  it("is an address of the vendor's, without a proof key or scopes where it takes none", () => {
    const address = addressOf({ ...consent, authorise: "https://app.example.com/allow", pkce: false, scopes: [] });
    expect(address.href.split("?")[0]).toBe("https://app.example.com/allow");
    expect([...address.searchParams.keys()]).toEqual(["response_type", "client_id", "redirect_uri", "state"]);
  });

  it("is on another server where one is named for the CRM, whatever it is", () => {
    for (const authorise of ["/oauth/authorize", "https://app.example.com/oauth/authorize"]) {
      expect(addressOf({ ...consent, authorise }, "http://127.0.0.1:9").href).toContain(
        "http://127.0.0.1:9/oauth/authorize?",
      );
    }
    const places = placesOf(consent, { baseUrl: "https://api.example.com" }, undefined);
    expect([places.server, scopesOf(consent, places)[0]]).toEqual([
      "https://api.example.com",
      "https://api.example.com/act",
    ]);
  });
});

describe("a code", () => {
  const played = playConsent({ app, authorise: "/oauth/authorize", token: "/oauth/token" });
  const requests: Parameters<Send>[0][] = [];
  const send: Send = async (one) => {
    requests.push(one);
    const { method, url, headers = {}, body = "" } = one;
    const answer = played({ method, path: new URL(url).pathname, headers, body });
    return answered(answer?.status ?? 404, answer?.body.toString());
  };
  const places = placesOf(consent, reporter, undefined);
  const aCode = (proof = newProof()) => {
    const address = new URL(consentAddress(consent, places, { clientId: app.client_id, redirectUri, proof }));
    const answer = played({ method: "GET", path: address.pathname + address.search, headers: {}, body: "" });
    const code = new URL(String(answer?.headers.location)).searchParams.get("code") ?? "";
    return { code, proof };
  };
  const exchange = (given: Partial<Parameters<typeof exchangeCode>[0]>) =>
    exchangeCode(
      {
        title: "CRM",
        consent,
        places,
        clientId: app.client_id,
        clientSecret: app.client_secret,
        redirectUri,
        ...aCode(),
        ...given,
      },
      { send, now: () => noon },
    );

  it("is exchanged once, with the proof that it is ours", async () => {
    const mine = aCode();
    expect(await exchange(mine)).toMatchObject({ refresh_token: "refresh" });
    await expect(exchange(mine)).rejects.toThrow("A code holds for a minute or two, and once");
    await expect(exchange({ proof: newProof() })).rejects.toThrow("invalid_grant");
  });

  it("is exchanged with who we are in a header, and with what else the vendor wants", async () => {
    await exchange({ consent: { ...consent, clientIn: "header", tokenParameters: { user_type: "Location" } } }).catch(
      () => undefined,
    );
    const { headers = {}, body = "", url } = requests.at(-1) ?? {};
    expect(url).toBe("https://login.example.com/oauth/token");
    expect(headers.authorization).toBe(`Basic ${Buffer.from("our-id:our-secret").toString("base64")}`);
    expect(body).toContain("user_type=Location");
    expect(body).not.toContain("our-secret");
  });
});

describe("the address of this machine to which the browser comes back", () => {
  const statusOf = (port: number, path: string, host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port, path, headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.on("error", reject).end();
    });

  it("answers this machine's own names, and nothing but what it is for", async () => {
    const listening = await listenForBrowser(0);
    try {
      const { port } = listening;
      expect(await statusOf(port, "/", `localhost:${port}`)).toBe(404);
      listening.start("https://app.example.com/allow");
      expect(await statusOf(port, "/", `localhost:${port}`)).toBe(302);
      expect(await statusOf(port, "/favicon.ico", `127.0.0.1:${port}`)).toBe(404);
      expect(await statusOf(port, "//", `localhost:${port}`)).toBe(404);
      expect(await statusOf(port, "/callback?code=x", "bridge.attacker.example")).toBe(403);
      expect(await statusOf(port, "/callback?code=ours", `localhost:${port}`)).toBe(200);
      expect((await listening.answer(10_000)).get("code")).toBe("ours");
    } finally {
      listening.close();
    }
  });
});

describe("as whom a CRM lets the bridge in", () => {
  it("is said with what of it stands in the answer", () => {
    const fields = { user: "email", organisation: "organizations.0.name" };
    const answer = { email: "ada@example.com", organizations: [{ name: "Acme\u0007" }] };
    expect(wordsIn(answer, { path: "/me", fields })).toBe("user ada@example.com, organisation Acme ");
    expect(wordsIn({ email: 7 }, { path: "/me", fields })).toBe("user 7");
    expect(wordsIn("nothing", { path: "/me", fields })).toBeUndefined();
  });
});

describe.each(
  abouts.flatMap((about) =>
    about.credentials.flatMap(({ consent, fields }) => (consent ? [{ about, consent, fields }] : [])),
  ),
)("the way through the browser into $about.title", ({ consent: way, fields }) => {
  it("ends with a refresh token, and begins with an app's client ID and secret", () => {
    expect(fields.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["client_id", "client_secret", "refresh_token"]),
    );
  });

  it("has an address or a path for the browser, and a path for the code", () => {
    for (const page of [way.authorise, way.documentation])
      if (!page.startsWith("/")) expect(new URL(page).protocol).toBe("https:");
    expect(way.token).toMatch(/^\//);
  });
});
