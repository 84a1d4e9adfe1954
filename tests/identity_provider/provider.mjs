// A real OpenID Connect provider on a port of this machine, shaped like デジタル認証アプリ: authorization code with PKCE,
// state and nonce, the scopes name, address, birthdate and gender, acr by card or by password.
//
// Its people are invented. A test changes what is said of them with POST /people/<id>; everything else is the library's.
import http from "node:http";
import { Provider } from "oidc-provider";

const { keys, clients } = JSON.parse(process.env.TOMONI_TEST_PROVIDER);
const people = new Map([
  ["sub-hanako", { name: "望月 さくら", birthdate: "1985-05-05", gender: "female", address: { formatted: "見本県ひかり野市光が丘1番地2" } }],
  ["sub-maria", { name: "SANTOS MARIA", birthdate: "1990-02-03", gender: "female", address: { formatted: "見本県ひかり野市川辺3番地" } }],
  ["sub-taro", { name: "見本 太郎", birthdate: "1950-00-00", gender: "male", address: { formatted: "見本県となり市1-1", postal_code: "000-0001" } }],
]);

async function body(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

const page = (uid) => `<!doctype html><html lang="ja"><head><title>見本の本人確認サービス</title></head><body><main>
<h1>見本の本人確認サービス</h1><form method="post" action="/interaction/${uid}">
<p><label for="who">だれですか</label> <select id="who" name="who">${[...people].map(
  ([id, person]) => `<option value="${id}">${person.name}</option>`).join("")}</select></p>
<p><button name="acr" value="aal3">カードで確かめる</button> <button name="acr" value="aal1">パスワードで確かめる</button>
<button name="acr" value="">やめる</button></p></form></main></body></html>`;

function around(provider) {
  return async (ctx, next) => {
    const [, what, which] = ctx.path.split("/");
    if (what === "people" && ctx.method === "POST") {
      people.set(which, { ...people.get(which), ...JSON.parse(await body(ctx.req)) });
      ctx.body = "kept";
    } else if (what === "interaction" && ctx.method === "GET") {
      await provider.interactionDetails(ctx.req, ctx.res);
      ctx.type = "html";
      ctx.body = page(which);
    } else if (what === "interaction") {
      const said = new URLSearchParams(await body(ctx.req));
      const result = said.get("acr")
        ? { login: { accountId: said.get("who"), acr: said.get("acr"), amr: ["sc"] }, consent: {} }
        : { error: "access_denied", error_description: "stopped by the person" };
      ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
      ctx.status = 303;
    } else {
      await next();
    }
  };
}

const configuration = {
  clients,
  jwks: { keys },
  acrValues: ["aal1", "aal3", "crl"],
  claims: { openid: ["sub"], email: ["email", "email_verified"], name: ["name"], address: ["address"], birthdate: ["birthdate"], gender: ["gender"], acr: null, auth_time: null },
  cookies: { keys: ["only-for-tests"] },
  features: { devInteractions: { enabled: false }, userinfo: { enabled: true } },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Interaction: 600, Session: 600, Grant: 600 },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...people.get(id) }) }),
  async loadExistingGrant(ctx) {
    // Consent is given on the card's own screens; here everything asked for is granted.
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope("openid name address birthdate gender");
    await grant.save();
    return grant;
  },
};

const server = http.createServer();
server.listen(0, "127.0.0.1", () => {
  const address = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(address, configuration);
  provider.on("server_error", (_ctx, error) => console.error(error));
  provider.on("grant.error", (_ctx, error) => console.error("grant", error.error_description || error.message));
  provider.use(around(provider));
  server.on("request", provider.callback());
  console.log(`listening ${address}`);
});
