import { generateKeyPairSync } from 'node:crypto';
import { importSPKI, type CryptoKey } from 'jose';

export interface MadeUpAccount {
  /** As the key file says it. */
  readonly text: string;
  /** What may be seen nowhere. */
  readonly secret: string;
  readonly publicKey: CryptoKey;
}

/** A service account of nobody, with keys of its own. */
export async function aServiceAccount(): Promise<MadeUpAccount> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const text = JSON.stringify({
    type: 'service_account',
    project_id: 'shop-app',
    private_key_id: 'k1',
    private_key: privateKey,
    client_email: 'push@shop-app.iam.gserviceaccount.com',
    token_uri: 'https://elsewhere.example.com/token',
  });
  const [, secret = ''] = privateKey.split('\n');
  return { text, secret, publicKey: await importSPKI(publicKey, 'RS256') };
}
