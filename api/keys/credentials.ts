/** The key, or the token of a customer, in `Authorization: Bearer <key>`. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer ([\x21-\x7e]{1,1024})$/i.exec(authorization ?? '')?.[1];
}

/** The password in `Authorization: Basic …`: how a browser sends a key. */
export function basicPasswordOf(authorization: string | undefined): string | undefined {
  return basicOf(authorization)?.password;
}

/** The user name in it: how clients of Segment send their write key. */
export function basicUserOf(authorization: string | undefined): string | undefined {
  return basicOf(authorization)?.user;
}

function basicOf(authorization: string | undefined): { readonly user: string; readonly password: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]{1,1024})$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon < 0 ? undefined : { user: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}
