import { z } from 'zod';
import { readShape } from '../input/shape-problems.ts';

/** As much as is used of the key file that Google gives for a service account. */
const serviceAccount = z.object({
  type: z.literal('service_account'),
  project_id: z.string().regex(/^[a-z][a-z0-9-]{4,29}$/),
  private_key_id: z.string().min(1).max(200),
  private_key: z.string().regex(/^-----BEGIN PRIVATE KEY-----\s[A-Za-z0-9+/=\s]+-----END PRIVATE KEY-----\s*$/),
  client_email: z.string().regex(/^[^\s@]{1,100}@[a-z0-9.-]{1,150}$/),
});
export type ServiceAccount = z.output<typeof serviceAccount>;

/** @returns `null` where the text is no such file */
export function serviceAccountIn(text: string): ServiceAccount | null {
  try {
    const read = readShape(serviceAccount, JSON.parse(text));
    return 'value' in read ? read.value : null;
  } catch {
    return null;
  }
}
