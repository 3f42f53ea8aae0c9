import { createPrivateKey, createPublicKey } from 'node:crypto';

/** What mails are signed with (RFC 6376). */
export interface DkimKey {
  /** Of the sender, such as `example.com`. */
  readonly domain: string;
  /** The public key stands in the DNS at `<selector>._domainkey.<domain>`. */
  readonly selector: string;
  /** An RSA key in PEM; a line may end with `\n` written out, as in a file of variables. */
  readonly privateKey: string;
}

/**
 * RFC 8058 wants both headers of the way out signed, and the library's own list lacks the second one: a receiver would
 * not show its button. What is not in a message is left out of its signature.
 */
const SIGNED = [
  'From',
  'Sender',
  'Reply-To',
  'Subject',
  'Date',
  'Message-ID',
  'To',
  'Cc',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'In-Reply-To',
  'References',
  'List-Id',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
].join(':');

export class UnusableKey extends Error {
  override readonly name = 'UnusableKey';
}

/**
 * How the library signs.
 * @throws UnusableKey, since the library itself would send mails without a signature and say nothing
 */
export function signedBy({ domain, selector, privateKey }: DkimKey) {
  const pem = withLines(privateKey);
  return { domainName: domain, keySelector: selector, privateKey: usable(pem), headerFieldNames: SIGNED };
}

/** What the DNS has to say of a key, as a record of type TXT (RFC 6376, 3.6.1). @throws UnusableKey */
export function dkimRecord({ domain, selector, privateKey }: DkimKey) {
  const pem = usable(withLines(privateKey));
  const key = createPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('base64');
  return { domain, name: `${selector}._domainkey.${domain}`, value: `v=DKIM1; k=rsa; p=${key}` };
}

function withLines(privateKey: string): string {
  return privateKey.replaceAll(String.raw`\n`, '\n');
}

function usable(pem: string): string {
  try {
    if (createPrivateKey(pem).asymmetricKeyType === 'rsa') return pem;
  } catch {
    // What the library says of it may quote the key.
  }
  throw new UnusableKey('DKIM_PRIVATE_KEY must be an RSA private key in PEM, unencrypted.');
}
