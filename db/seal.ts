import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
/** NIST SP 800-38D: 96 bits, drawn anew for each text. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const NAME = 8;

/** Secrets of others that have to be read again, such as what a shop signs its webhooks with. */
export interface Seals {
  /** What a text begins with that is sealed now, before a dot: the name of the first key. */
  readonly name: string;
  /** @param about what it is of, such as `workspace:source`: sealed text that is put elsewhere does not open */
  readonly seal: (text: string, about: string) => string;
  /** @throws Error where no key of ours sealed it, it was changed, or it is about something else */
  readonly open: (sealed: string, about: string) => string;
}

/** A key for an installation that has none yet. */
export function newSealKey(): string {
  return randomBytes(KEY_BYTES).toString('base64url');
}

/**
 * Seals by AES-256-GCM. A sealed text names its key by a hash of it, so keys are changed by putting a new one before the old one.
 * @param keys 32 bytes each, in base64 or base64url; the first seals, all of them open
 * @returns `undefined` without any key
 */
export function openSeals(keys: readonly string[]): Seals | undefined {
  const ring = keys.map((text) => ({ name: nameOf(text), key: Buffer.from(text, 'base64') }));
  const [first] = ring;
  if (first === undefined) return undefined;
  return {
    name: first.name,
    seal(text, about) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, first.key, nonce).setAAD(Buffer.from(about, 'utf8'));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${first.name}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
    },
    open(sealed, about) {
      const [name = '', body = ''] = sealed.split('.');
      const known = ring.find((one) => one.name === name);
      if (known === undefined) throw new Error('a secret was sealed with a key that is not in SECRETS_KEY');
      const bytes = Buffer.from(body, 'base64url');
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
      const cipher = createDecipheriv(ALGORITHM, known.key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(about, 'utf8')).setAuthTag(tag);
      return Buffer.concat([cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()]).toString('utf8');
    },
  };
}

/** In constant time: whether two signatures are the same. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function nameOf(key: string): string {
  return createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, NAME);
}
