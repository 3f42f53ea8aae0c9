import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Keys by their ids, 32 bytes each in base64; the first one seals, the others still open what was sealed by them. */
export type Keyring = readonly { readonly id: string; readonly key: string }[];

/** It cannot be opened: its key is gone, or it is another field's. */
export class SecretLost extends Error {
  override readonly name = 'SecretLost';
}

const [IV, TAG] = [12, 16];

/**
 * Seals a secret by AES-256-GCM, as `key id.base64url`.
 * @param about what it belongs to, such as `workspace:channel:field`; it opens nowhere else
 * @throws Error where the keyring is empty
 */
export function seal(keyring: Keyring, about: string, secret: string): string {
  const [first] = keyring;
  if (first === undefined) throw new Error('there is no key to seal secrets by');
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(first.key, 'base64'), iv).setAAD(Buffer.from(about));
  const sealed = Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${first.id}.${sealed.toString('base64url')}`;
}

/** @throws SecretLost */
export function unseal(keyring: Keyring, about: string, sealed: string): string {
  const [id = '', text = ''] = sealed.split('.');
  const key = keyring.find((one) => one.id === id)?.key;
  if (key === undefined) throw new SecretLost(`the key ${id} is not among SECRET_KEYS`);
  const bytes = Buffer.from(text, 'base64url');
  try {
    const cipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64'), bytes.subarray(0, IV))
      .setAAD(Buffer.from(about))
      .setAuthTag(bytes.subarray(-TAG));
    return Buffer.concat([cipher.update(bytes.subarray(IV, -TAG)), cipher.final()]).toString('utf8');
  } catch (error) {
    throw new SecretLost(`the secret ${about} does not open by the key ${id}`, { cause: error });
  }
}
