import { AxeBuilder } from '@axe-core/playwright';
import { expect as expectOf, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openStage, ordersOf, PATIENT, type Stage, type Visited } from './stage.ts';

/** Rules of WCAG up to 2.2, levels A and AA. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const JOURNEY = 'at-risk-reactivation';

let stage: Stage;
let marketer: Visited;
beforeAll(async () => {
  stage = await openStage();
  marketer = await stage.open({ viewport: { width: 1440, height: 900 } });
});
afterAll(() => stage?.close());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
/** The row of the table of segments. */
const champions = (page: Page) => page.getByRole('row', { name: /^Champions \d/ });
const goTo = async (page: Page, path: string) => {
  await page.goto(`${stage.url}${path}`);
  await expectOf(page.getByRole('heading', { level: 1 }).first()).toBeAttached(PATIENT);
  await expectOf(page.getByRole('status', { name: 'Loading' })).toHaveCount(0, PATIENT);
};

describe.sequential('a day of a marketer', () => {
  test('given an empty workspace, the first page says what will be there and how it comes', async () => {
    const { page } = marketer;
    await expectOf(page.getByRole('heading', { name: 'No customers yet' })).toBeVisible();
    await expectOf(page.getByRole('heading', { name: 'Three steps to the first launch' })).toBeVisible();
  });

  test('a file of orders that is chosen is checked, imported and seen', async () => {
    const { page } = marketer;
    await goTo(page, '/data');
    const file = { name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(ordersOf(150)) };
    await page.locator('input[type=file]').setInputFiles(file);
    await expectOf(page.getByText('All rows that were checked are right.')).toBeVisible(PATIENT);
    await button(page, /^Import$/).click();
    await expectOf(page.getByText('The import is over').first()).toBeVisible(PATIENT);
    await goTo(page, '/');
    await expectOf(page.getByText('150 customers')).toBeVisible(PATIENT);
    await expectOf(champions(page)).toBeVisible(PATIENT);
  });

  test('a week passes by a button, and who moved shows without asking', async () => {
    const { page } = marketer;
    await button(page, '+1 week').click();
    await expectOf(page.locator('header').getByText('Thu 21 May, 11:00')).toBeVisible(PATIENT);
    const feed = page.getByRole('group', { name: 'Moves now' });
    await expectOf(feed.getByRole('link').first()).toBeVisible(PATIENT);
    await expectOf(async () => expect(await feed.getByRole('listitem').count()).toBeGreaterThan(4)).toPass(PATIENT);
  });

  test('a band, by keyboard, leads to exactly those people', async () => {
    const { page } = marketer;
    const bands = page.getByRole('listbox', { name: 'Movement' });
    await bands.getByRole('option').first().focus();
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const chosen = bands.locator('[aria-selected=true]');
    const said = (await chosen.getAttribute('aria-label')) ?? '';
    const [, count = ''] = /: ([\d,]+),/.exec(said) ?? [];
    await page.getByRole('link', { name: 'See them' }).click();
    await expectOf(page.getByRole('table').getByRole('row').nth(1)).toBeVisible(PATIENT);
    expect(Number(count)).toBeGreaterThan(0);
  });

  test('a launch says first what would happen, and then does it', async () => {
    const { page } = marketer;
    await goTo(page, '/');
    await button(page, 'Launch for At Risk').click();
    const drawer = page.getByRole('dialog', { name: 'Launch for At Risk' });
    const foreseen = drawer.getByRole('region', { name: 'What would happen now' });
    await expectOf(foreseen.getByText(/get a message at once/)).toBeVisible(PATIENT);
    await button(page, 'Start').click();
    await expectOf(drawer.getByText(/The launch has begun/)).toBeVisible(PATIENT);
    await page.keyboard.press('Escape');
    await expectOf(drawer).toHaveCount(0);
  });

  test('who comes in can be narrowed by a condition, which saves itself and can be taken back', async () => {
    const { page } = marketer;
    await goTo(page, `/journeys/${JOURNEY}`);
    await button(page, /Only if/)
      .first()
      .click();
    const only = page.getByRole('combobox', { name: 'What is looked at' });
    await only.selectOption('totals.orders');
    await expectOf(page.getByText('Saved', { exact: true })).toBeVisible(PATIENT);
    await button(page, /Undo/).click();
    await button(page, /Undo/).click();
    await expectOf(only).toHaveCount(0);
  });

  test('what came of it is counted on the journey', async () => {
    const { page } = marketer;
    await goTo(page, `/journeys/${JOURNEY}/inside`);
    await expectOf(page.getByRole('table').getByRole('row').nth(1)).toBeVisible(PATIENT);
    await goTo(page, `/journeys/${JOURNEY}/results`);
    await expectOf(page.getByText('Entered').first()).toBeVisible();
  });

  test('the console stayed empty', () => expect(marketer.complaints).toEqual([]));
});

/** Every screen. Names of customers are those of the file. */
const SCREENS = [
  '/',
  '/segments/loyal',
  '/customers',
  '/customers/c-0001',
  '/customers/moves?days=30',
  '/journeys',
  `/journeys/${JOURNEY}`,
  `/journeys/${JOURNEY}/try`,
  `/journeys/${JOURNEY}/results`,
  `/journeys/${JOURNEY}/inside`,
  `/journeys/${JOURNEY}/versions`,
  '/audiences',
  '/audiences/new',
  '/data',
  '/data/events',
  '/data/keys',
  '/data/scoring',
  '/data/silence',
  '/data/policies',
  '/data/jobs',
  '/no/such/page',
  '/sign-in',
];

/** In one go: a page after the other, first as it is wide and light, then narrow and dark. */
describe.each([
  ['wide, light and English', { viewport: { width: 1440, height: 900 }, colorScheme: 'light', locale: 'en-GB' }],
  ['on a phone, dark and Turkish', { viewport: { width: 360, height: 740 }, colorScheme: 'dark', locale: 'tr-TR' }],
] as const)('%s', (_how, options) => {
  let seen: Visited;
  beforeAll(async () => {
    seen = await stage.open(options);
  });

  test.each(SCREENS)('%s can be used by everybody, and nothing of it is cut off', async (path) => {
    const { page } = seen;
    await goTo(page, path);
    const { violations } = await new AxeBuilder({ page }).withTags(WCAG).exclude('iframe').analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    );
    expect(found).toEqual([]);
    const beyond = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(beyond).toBeLessThanOrEqual(0);
    expect(await page.title()).toMatch(/ · Sojourn$/);
  });

  test('the console stayed empty', () => expect(seen.complaints).toEqual([]));
});

describe('when something is not as it should be', () => {
  test('a hostile id of a customer is text and nothing else', async () => {
    const { page, complaints } = await stage.open();
    const id = '"><img/src=x/onerror=alert(1)>';
    const event = { id: 'order:hostile', customer: id, type: 'purchase', amount: 4_000 };
    const sent = await fetch(`${stage.url}/v1/events`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${stage.key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(event),
    });
    expect(sent.status).toBe(202);
    const ran: string[] = [];
    page.on('dialog', (dialog) => ran.push(dialog.message()));
    await goTo(page, `/customers/${encodeURIComponent(id)}`);
    await expectOf(page.getByRole('heading', { level: 1 })).toContainText(id, PATIENT);
    expect(await page.locator('img').count()).toBe(0);
    expect([ran, complaints]).toEqual([[], []]);
  });

  test('a session that ended asks for a key, and goes on with it', async () => {
    const { page } = await stage.open();
    await page.context().clearCookies();
    await page.reload();
    await page.getByLabel('Key').fill('no-such-key-but-long-enough');
    await button(page, 'Sign in').click();
    await expectOf(page.getByRole('alert')).toContainText('Send a valid key');
    await page.getByLabel('Key').fill(stage.key);
    await button(page, 'Sign in').click();
    await expectOf(page.getByRole('heading', { name: 'Silence forecast' })).toBeVisible(PATIENT);
  });

  test('a figure that cannot be had says so in its place, and comes when it is tried again', async () => {
    const { page } = await stage.open();
    await page.route('**/v1/silence?**', (route) =>
      route.fulfill({
        status: 422,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          code: 'invalid',
          detail: 'It cannot be said now.',
          status: 422,
          instance: 'request-17',
        }),
      }),
    );
    await page.reload();
    const forecast = page.getByRole('region', { name: 'Silence forecast' });
    await expectOf(forecast.getByRole('alert')).toContainText('It cannot be said now.', PATIENT);
    await expectOf(forecast.getByRole('alert')).toContainText('request-17');
    await expectOf(champions(page)).toBeVisible(PATIENT);
    await page.unroute('**/v1/silence?**');
    await forecast.getByRole('button', { name: 'Try again' }).click();
    await expectOf(forecast.getByText('become overdue')).toBeVisible(PATIENT);
  });

  test('when the API is killed the page says that live is paused, and goes on by itself', async () => {
    const { page } = await stage.open();
    await expectOf(champions(page)).toBeVisible(PATIENT);
    await stage.stand.api.program.kill();
    await expectOf(page.getByText('Live is paused', { exact: false })).toBeVisible(PATIENT);
    await expectOf(champions(page)).toBeVisible(PATIENT);
    await stage.stand.api.program.start();
    await expectOf(page.getByText('Live is paused', { exact: false })).toHaveCount(0, PATIENT);
  });

  test('two pages of one workspace tell of the same time', async () => {
    const [first, second] = [await stage.open(), await stage.open()];
    const clock = (page: Page) => page.locator('header time').getAttribute('datetime');
    await expectOf(second.page.locator('header time')).toBeVisible(PATIENT);
    const before = z.string().parse(await clock(second.page));
    await button(first.page, '+1 day').click();
    await expectOf(second.page.locator('header time')).not.toHaveAttribute('datetime', before, PATIENT);
    await expectOf(async () => expect(await clock(first.page)).toBe(await clock(second.page))).toPass(PATIENT);
  });
});

test('all scripts of the first page together are small', async () => {
  const page = await (await stage.browser.newContext()).newPage();
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (!new URL(request.url()).pathname.endsWith('.js')) return;
    sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  await page.goto(`${stage.url}/open/${stage.key}`);
  await expectOf(champions(page)).toBeVisible(PATIENT);
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(150 * 1_024);
});
