import { createECDH, createHash, hkdfSync, createDecipheriv } from 'node:crypto';

/** The one browser of the stand-in: its keys follow from a word, so that sender and stand-in both know them. They protect nothing. */
function browser() {
  const word = (what: string) => createHash('sha256').update(`the browser of the stand-in: ${what}`).digest();
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(word('key'));
  return { ecdh, auth: word('auth').subarray(0, 16) };
}

/** The subscription of somebody in a sandbox, as its JSON. */
export function standInSubscription(standIn: string, customer: string): string {
  const { ecdh, auth } = browser();
  return JSON.stringify({
    endpoint: `${standIn}/push/${encodeURIComponent(customer)}`,
    keys: { p256dh: ecdh.getPublicKey('base64url'), auth: auth.toString('base64url') },
  });
}

const [SALT, RECORD_SIZE, TAG] = [16, 4, 16];

/**
 * What was sent to the browser of the stand-in: one record of RFC 8188, by the keys of RFC 8291.
 * @throws Error where it is none, or for another browser
 */
export function readByBrowser(body: Buffer): string {
  const { ecdh, auth } = browser();
  const salt = body.subarray(0, SALT);
  const length = body.readUInt8(SALT + RECORD_SIZE);
  const start = SALT + RECORD_SIZE + 1;
  const sender = body.subarray(start, start + length);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]);
  const shared = derive(ecdh.computeSecret(sender), auth, info, 32);
  const key = derive(shared, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(shared, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const sealed = body.subarray(start + length);
  const cipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-TAG));
  const padded = Buffer.concat([cipher.update(sealed.subarray(0, -TAG)), cipher.final()]);
  // The last record ends with a 2 and zeros.
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
}

function derive(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}
