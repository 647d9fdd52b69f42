// A real OpenID provider: `node issuer.mjs PORT ALGORITHM AUDIENCE`. New keys at each start.
// It prints its issuer address once it answers, and ends when its standard input closes.
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';

const [port, algorithm, audience] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const key = async (alg) => {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), alg, use: 'sig', kid: randomUUID() };
};

const provider = new Provider(issuer, {
  jwks: { keys: await Promise.all(['RS256', 'PS256', 'ES256'].map(key)) },
  clients: ['application.segur.hop.dpi', 'application.segur.img.ris'].map((id) => ({
    client_id: id,
    client_secret: 'known to the test',
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  })),
  scopes: ['process:write', 'reporting:read'],
  ttl: { ClientCredentials: 600 },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => `urn:${audience}`,
      getResourceServerInfo: (_ctx, resource) => ({
        scope: 'process:write reporting:read',
        audience: resource.replace('urn:', ''),
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: algorithm } },
      }),
    },
  },
});

provider.listen(Number(port), '127.0.0.1', () => console.log(issuer));
process.stdin.on('end', () => process.exit(0)).resume();
