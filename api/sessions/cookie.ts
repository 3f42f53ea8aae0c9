import { SECOND } from '../../domain/time.ts';

/** What a browser is to keep and send back, out of reach of scripts. */
export interface Cookie {
  readonly name: 'sojourn_session' | 'sojourn_oidc';
  /** Letters, digits, `-` and `_`; empty: the browser forgets it. */
  readonly value: string;
  /** Milliseconds. */
  readonly lasts: number;
}

/**
 * The value of the header Set-Cookie. Lax, not Strict: a link from a chat page or a terminal has to arrive signed in.
 * Writes are checked by their origin.
 * @param secure whether the browser came by https: then it sends the cookie by nothing else, and takes it from no sibling
 * of this host (`__Host-`)
 */
export function setCookie({ name, value, lasts }: Cookie, secure: boolean): string {
  const whole = `${nameOf(name, secure)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${lasts / SECOND}`;
  return secure ? `${whole}; Secure` : whole;
}

/**
 * What a browser sent back. By https only what was left by https counts: the plain name could have been set by anybody
 * between, or by a sibling of this host.
 * @param cookies the header Cookie
 */
export function cookieIn(cookies: string | undefined, name: Cookie['name'], secure: boolean): string | undefined {
  const wanted = nameOf(name, secure);
  for (const pair of (cookies ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at >= 0 && pair.slice(0, at).trim() === wanted) return pair.slice(at + 1).trim();
  }
  return undefined;
}

function nameOf(name: Cookie['name'], secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}
