import { expect, test } from 'vitest';
import { fetcherOf } from '../../../domain/policy/tracking.ts';

const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';
const get = (userAgent: string, after: number | null = 60_000) => fetcherOf({ method: 'GET', userAgent, after });

test.each([
  [PHONE, 'person'],
  ['Mozilla/5.0', 'prefetch'],
  ['', 'prefetch'],
  ['Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)', 'proxy'],
  ['YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html', 'proxy'],
  ['Mozilla/5.0 (compatible; SomeScanner/1.0)', 'prefetch'],
  ['python-requests/2.31', 'prefetch'],
])('%s is taken for a %s', (userAgent, fetcher) => expect(get(userAgent)).toBe(fetcher));

test('nobody reads within two seconds, and nobody presses with HEAD', () => {
  expect(get(PHONE, 1_999)).toBe('prefetch');
  expect(get(PHONE, 2_000)).toBe('person');
  expect(get(PHONE, null)).toBe('person');
  expect(fetcherOf({ method: 'HEAD', userAgent: PHONE, after: null })).toBe('prefetch');
});
