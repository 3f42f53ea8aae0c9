import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connect } from '../../client/connection.ts';
import { fitsPage, safeUrl } from '../../client/fits.ts';
import { ENGLISH } from '../../client/options.ts';
import { deeds, outbox } from '../../client/outbox.ts';
import type { Placement } from '../../client/reply.ts';
import { played } from '../../client/draws/play.ts';
import { turnTo } from '../../client/draws/wheel.ts';
import { createTeller } from '../../client/teller.ts';

const from = '2026-06-01T00:00:00Z';
const where = { slot: 'home', pages: null, mostShown: null, from, until: from, journey: 'j', step: 's' };
const banner = (key: string, change: object = {}): Placement => ({
  ...where,
  key,
  placement: 'banner',
  title: 'Hello',
  body: 'There',
  dismissible: true,
  ...change,
});

describe('a page', () => {
  test.each([
    ['/cart', '/cart', true],
    ['/cart', '/cart/', false],
    ['/products/*', '/products/lamp', true],
    ['/products/*', '/products', false],
    ['/*/sale', '/summer/sale', true],
    ['/*/sale', '/sale', false],
    ['/a*b*c', '/a-b-c', true],
    ['/a*b*c', '/ac', false],
    ['/ab*ba', '/aba', false],
    ['*', '/anything', true],
  ])('%s fits %s: %s', (page, path, fits) => {
    expect(fitsPage([page], path)).toBe(fits);
    expect(fitsPage(['/never', page], path)).toBe(fits);
  });

  test('with stars fits exactly what a pattern would', () => {
    const text = fc.stringMatching(/^\/[ab*]{0,8}$/);
    fc.assert(
      fc.property(text, text, (page, path) => {
        const pattern = new RegExp(`^${page.replaceAll('*', '.*')}$`);
        expect(fitsPage([page], path.replaceAll('*', ''))).toBe(pattern.test(path.replaceAll('*', '')));
      }),
    );
  });

  test('opens nothing but web addresses', () => {
    const wrong = ['javascript:alert(1)', 'data:text/html,x', ' https://x', 'https:x', '//x', undefined];
    expect(wrong.map(safeUrl)).toEqual(wrong.map(() => undefined));
    expect(safeUrl('HTTPS://example.com/')).toBe('HTTPS://example.com/');
  });
});

/** What a page was told to send, by a server that answers as it is told. */
function sent(answers: readonly (number | 'away')[]) {
  const batches: { readonly id: string; readonly key: string; readonly kind: string }[][] = [];
  const left = [...answers];
  const ask = async (_path: string, { body = '' }: { readonly body?: string } = {}) => {
    const answer = left.shift() ?? 200;
    batches.push(JSON.parse(body).events);
    return answer === 'away' ? undefined : new Response('{}', { status: answer });
  };
  return { batches, out: outbox({ ask }), done: deeds({ ask }) };
}

describe('what happened', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('is sent together, and again under the same ids until it has arrived', async () => {
    const { batches, out } = sent(['away', 503, 200]);
    out.tell('a', 'impression');
    out.tell('a', 'click');
    await vi.advanceTimersByTimeAsync(1_000);
    await out.flush();
    await out.flush();
    await out.flush();
    expect(batches).toHaveLength(3);
    expect(batches[2]).toEqual(batches[0]);
    expect(batches[0]?.map(({ kind }) => kind)).toEqual(['impression', 'click']);
  });

  test('is not sent for ever where it is refused for what it says', async () => {
    const { batches, out } = sent([422]);
    out.tell('a', 'dismiss');
    await out.flush();
    await out.flush();
    expect(batches).toHaveLength(1);
  });

  test('is sent for what somebody did too, and forgotten with the page', async () => {
    const { batches, done } = sent(['away', 200]);
    done.tell({ type: 'view', item: 'MUG', path: '/mugs' });
    done.tell({ type: 'cart', item: 'MUG', quantity: 2, path: '/mugs' });
    await vi.advanceTimersByTimeAsync(1_000);
    await done.flush();
    expect(batches[1]).toEqual(batches[0]);
    expect(batches[1]).toMatchObject([{ type: 'view' }, { type: 'cart', quantity: 2 }]);
    expect(new Set(batches[1]?.map(({ id }) => id)).size).toBe(2);
    const another = sent([]);
    await another.done.flush();
    expect(another.batches).toEqual([]);
  });

  test('goes in batches of fifty', async () => {
    const { batches, out } = sent([]);
    for (let n = 0; n < 120; n += 1) out.tell(`k-${n}`, 'impression');
    await out.flush();
    expect(batches.map(({ length }) => length)).toEqual([50, 50, 20]);
  });
});

describe('what is shown', () => {
  const told = () => {
    const tells: (readonly string[])[] = [];
    const out = { tell: (...told: readonly string[]) => void tells.push(told), flush: async () => undefined };
    return { tells, teller: createTeller(ENGLISH, out) };
  };

  test('is told once a page, and goes when it is closed or worn out', () => {
    const { tells, teller } = told();
    const [once, closed] = [banner('once', { mostShown: 1 }), banner('closed')];
    teller.open([once, closed]);
    teller.saw('once');
    teller.saw('once');
    teller.closed('closed');
    expect(tells).toEqual([
      ['once', 'impression'],
      ['closed', 'dismiss'],
    ]);
    // It was just seen, so it stays until the page is left.
    expect(teller.open([once, closed]).map(({ key }) => key)).toEqual(['once']);
  });

  test('is told apart where a customer is held out', () => {
    const { tells, teller } = told();
    teller.open([{ ...where, key: 'c', placement: 'control' }]);
    teller.saw('c');
    expect(tells).toEqual([['c', 'control-impression']]);
  });
});

describe('a draw', () => {
  const prize = { id: 'mug', name: 'Mug', reward: null };
  const asking = (answers: readonly (Response | undefined)[]) => {
    const left = [...answers];
    const pauses: number[] = [];
    const pause = async (ms: number) => void pauses.push(ms);
    return { pauses, came: played({ ask: async () => left.shift() }, 'wheel', 1, pause) };
  };
  const later = () => new Response('{}', { status: 503, headers: { 'Retry-After': '2' } });

  test('is asked for again until it is told, and never made up', async () => {
    const { came, pauses } = asking([later(), undefined, Response.json({ prize })]);
    expect(await came).toEqual({ is: 'drawn', prize });
    expect(pauses).toEqual([2_000, 1_000]);
    expect(await asking([new Response('{}', { status: 409 })]).came).toEqual({ is: 'gone' });
    expect(await asking([new Response('{}', { status: 403 })]).came).toEqual({ is: 'failed' });
    expect(await asking([later(), later(), later(), later(), later()]).came).toEqual({ is: 'failed' });
  });

  test('turns the wheel until the sector of the prize is at the top', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(19), (sectors, wanted) => {
        const place = wanted % sectors;
        const atTop = (360 - (turnTo(place, sectors) % 360)) % 360;
        expect(Math.floor((atTop / 360) * sectors + 1e-9)).toBe(place);
      }),
    );
  });
});

test('a token that is refused is replaced once, and stands in no address', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (address: string, { headers }: { readonly headers: Record<string, string> }) => {
    asked.push(`${address} ${headers['Authorization']}`);
    return new Response('{}', { status: headers['Authorization'] === 'Bearer new' ? 200 : 401 });
  });
  try {
    const tokens = ['old', 'new'];
    const { ask } = connect({ url: 'https://x', token: async () => tokens.shift() ?? 'none' });
    expect((await ask(''))?.status).toBe(200);
    await ask('');
    expect(asked).toEqual([
      'https://x/v1/placements Bearer old',
      'https://x/v1/placements Bearer new',
      'https://x/v1/placements Bearer new',
    ]);
  } finally {
    vi.unstubAllGlobals();
  }
});
