// A real OpenID provider for people: `node people.mjs PORT CALLBACK PEOPLE`. New keys at each start.
// PEOPLE is JSON: {"name": {claims}}; whoever is named on its log-in page is let in. It prints its issuer address once it
// answers, and ends when its standard input closes.
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';

const [port, callback, people] = process.argv.slice(2);
const known = JSON.parse(people);
const issuer = `http://127.0.0.1:${port}`;
const { privateKey } = await generateKeyPair('RS256', { extractable: true });

const provider = new Provider(issuer, {
  jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: randomUUID() }] },
  clients: [{ client_id: 'radlad', client_secret: 'known to the test', redirect_uris: [callback] }],
  claims: { openid: ['sub'], profile: ['given_name', 'family_name', 'preferred_username', 'radlad'], email: ['email'] },
  pkce: { required: () => true },
  cookies: { keys: [randomUUID()] },
  findAccount: (_ctx, sub) => known[sub] && { accountId: sub, claims: () => ({ sub, ...known[sub] }) },
  features: { devInteractions: { enabled: true } },
});

provider.listen(Number(port), '127.0.0.1', () => console.log(issuer));
process.stdin.on('end', () => process.exit(0)).resume();
