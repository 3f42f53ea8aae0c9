import type { StoodIn } from './standin.ts';
import { record, textOf } from './standin-json.ts';

const TOKEN = 'stand-in';

/** An access token for an hour, for whoever signs anything in the way that Google asks for. */
export function tokenFor(body: Buffer): { readonly status: number; readonly reply: unknown } {
  const assertion = new URLSearchParams(body.toString('utf8')).get('assertion') ?? '';
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(assertion)) return { status: 400, reply: { error: 'invalid_grant' } };
  return { status: 200, reply: { access_token: TOKEN, expires_in: 3_600, token_type: 'Bearer' } };
}

type Said = Pick<StoodIn, 'channel' | 'to' | 'from' | 'subject' | 'text' | 'url'>;

/** What a phone would show of a message to Firebase; `null` without the token. */
export function saidToFirebase(body: Buffer, authorization: string): Said | null {
  if (authorization !== `Bearer ${TOKEN}`) return null;
  const asked = record(record(JSON.parse(body.toString('utf8')))['message']);
  const shown = record(asked['notification']);
  const url = record(asked['data'])['url'];
  return {
    channel: 'mobile',
    to: textOf(asked['token']),
    from: 'Firebase',
    subject: textOf(shown['title']),
    text: textOf(shown['body']),
    ...(typeof url === 'string' ? { url } : {}),
  };
}
