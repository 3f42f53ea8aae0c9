import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';

const CLIENT = { clientId: 'sojourn', clientSecret: 'a secret of this test' };

/** What somebody agreed to, until the code is given back. */
interface Asked {
  readonly redirectUri: string;
  readonly nonce: string;
  readonly challenge: string;
}

/** A provider of identities over real HTTP: it asks nobody anything and vouches for whoever `says` names. */
export class IdentityStandIn {
  readonly #server: Server;
  readonly #codes = new Map<string, Asked>();
  readonly #keys: Awaited<ReturnType<typeof generateKeyPair>>;
  /** Of whoever signs in next. */
  says: JWTPayload = {};

  private constructor(server: Server, keys: Awaited<ReturnType<typeof generateKeyPair>>) {
    this.#server = server;
    this.#keys = keys;
    server.on('request', (request, response) => void this.#serve(request, response));
  }

  static async open(): Promise<IdentityStandIn> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new IdentityStandIn(server, await generateKeyPair('RS256'));
  }

  get config() {
    return { ...CLIENT, issuer: this.#issuer };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  get #issuer(): string {
    const address: AddressInfo | string | null = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.#issuer);
    switch (pathname) {
      case '/.well-known/openid-configuration':
        return answer(response, 200, {
          issuer: this.#issuer,
          authorization_endpoint: `${this.#issuer}/authorize`,
          token_endpoint: `${this.#issuer}/token`,
          jwks_uri: `${this.#issuer}/keys`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        });
      case '/keys':
        return answer(response, 200, {
          keys: [{ ...(await exportJWK(this.#keys.publicKey)), kid: 'k', alg: 'RS256' }],
        });
      case '/authorize':
        return this.#authorize(searchParams, response);
      case '/token':
        return await this.#token(request, response);
      default:
        return answer(response, 404, {});
    }
  }

  #authorize(asked: URLSearchParams, response: ServerResponse): void {
    const redirectUri = asked.get('redirect_uri') ?? '';
    const code = randomUUID();
    const [nonce, challenge] = [asked.get('nonce') ?? '', asked.get('code_challenge') ?? ''];
    this.#codes.set(code, { redirectUri, nonce, challenge });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', asked.get('state') ?? '');
    response.writeHead(302, { Location: back.href }).end();
  }

  async #token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const given = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    const asked = this.#codes.get(given.get('code') ?? '');
    this.#codes.delete(given.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url');
    const proof = `Basic ${Buffer.from(`${CLIENT.clientId}:${encodeURIComponent(CLIENT.clientSecret).replaceAll('%20', '+')}`).toString('base64')}`;
    const isRight = asked?.challenge === challenge && asked.redirectUri === given.get('redirect_uri');
    if (!isRight || request.headers.authorization !== proof) return answer(response, 400, { error: 'invalid_grant' });
    const token = new SignJWT({ nonce: asked.nonce, ...this.says })
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setIssuer(this.#issuer)
      .setSubject('somebody')
      .setAudience(this.says.aud ?? CLIENT.clientId)
      .setIssuedAt()
      .setExpirationTime('5m');
    const idToken = await token.sign(this.#keys.privateKey);
    answer(response, 200, { access_token: 'x', token_type: 'Bearer', id_token: idToken });
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
