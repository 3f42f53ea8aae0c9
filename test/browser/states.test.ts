import { readFile } from 'node:fs/promises';
import { expect as expectOf, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { outlineOf } from './outline.ts';
import { publishStarter } from './rewards.ts';
import { openStage, ordersOf, PATIENT, type Stage } from './stage.ts';
import { whatHinders } from './usable.ts';

/** On a busy machine. */
const SETTLES_MS = 15_000;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.importOrders(ordersOf(60));
});
afterAll(() => stage?.close());

/** Finds one call by its tag, since what is far down is not drawn yet, and sends it. @returns the status that the page shows */
async function tryCall(page: Page, tag: string, operation: string): Promise<string> {
  await page.getByPlaceholder('Filter by tag or path').fill(tag);
  const place = page.locator(`#operations-${tag}-${operation}`);
  await place.locator('.opblock-summary-control').click();
  await place.getByRole('button', { name: 'Try it out' }).click();
  await place.getByRole('button', { name: 'Execute' }).click();
  return await place.locator('.live-responses-table .response .response-col_status').innerText({ timeout: 60_000 });
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const goTo = (page: Page, path: string) => page.goto(`${stage.url}${path}`);
/** The row of the table of segments. */
const champions = (page: Page) => page.getByRole('row', { name: /^Champions \d/ });

/** What the API says of a call that it cannot answer. */
const REFUSED = {
  status: 422,
  contentType: 'application/problem+json',
  body: JSON.stringify({ code: 'invalid', detail: 'It cannot be said now.', status: 422, instance: 'request-17' }),
};

/** Parts of a page come with answers of their own: it has a while to become what it was. @returns what it is then */
async function settledOutline(page: Page, was: string): Promise<string> {
  const until = performance.now() + SETTLES_MS;
  for (;;) {
    const outline = outlineOf(await page.locator('body').ariaSnapshot());
    if (outline === was || performance.now() > until) return outline;
    await page.waitForTimeout(200);
  }
}

describe('the outline of a screen', () => {
  test.each([
    ['home', '/', 'listbox', 'Movement'],
    ['customer', '/customers/c-0001', 'heading', 'Path'],
    ['journey', '/journeys/at-risk-reactivation', 'heading', '1 · let in'],
    ['audience', '/audiences/new', 'button', 'Save draft'],
    ['keys', '/data/keys', 'columnheader', 'Made'],
  ] as const)('%s is what it was', async (name, path, role, part) => {
    const { page } = await stage.open({ viewport: { width: 1440, height: 900 } });
    await goTo(page, path);
    await expectOf(page.getByRole('main').getByRole(role, { name: part })).toBeAttached(PATIENT);
    await expectOf(page.getByRole('status', { name: 'Loading' })).toHaveCount(0, PATIENT);
    const file = `outlines/${name}.txt`;
    const outline = await settledOutline(page, await readFile(new URL(file, import.meta.url), 'utf8').catch(() => ''));
    await expect(outline).toMatchFileSnapshot(file);
  });
});

describe('when something is not as it should be', () => {
  test('a hostile id or name is text and nothing else, wherever it stands', async () => {
    const { page, complaints } = await stage.open();
    const id = '"><img/src=x/onerror=alert(1)>';
    await stage.send('/v1/events', { id: 'order:hostile', customer: id, type: 'purchase', amount: 4_000 });
    const condition = { field: 'totals.orders', op: 'gte', value: 1 };
    await stage.send('/v1/audiences/hostile', { name: id, description: id, condition }, 'PUT');
    const steps = [{ id: 'over', type: 'stop', reason: id }];
    await stage.send('/v1/journeys/hostile', { name: id, enter: { on: 'event', event: 'purchase' }, steps }, 'PUT');
    const ran: string[] = [];
    page.on('dialog', (dialog) => ran.push(dialog.message()));
    const places = [
      `/customers/${encodeURIComponent(id)}`,
      '/audiences',
      '/audiences/hostile',
      '/journeys',
      '/journeys/hostile',
    ];
    for (const path of places) {
      await goTo(page, path);
      await expectOf(page.getByRole('main')).toContainText(id, PATIENT);
      expect(await page.locator('img').count()).toBe(0);
    }
    expect([ran, complaints]).toEqual([[], []]);
  });

  test('a stream that is cut is told of, and goes on by itself', async () => {
    const { page } = await stage.open();
    const strip = page.getByText('Live is paused', { exact: false });
    await page.route('**/v1/stream', (route) => route.abort());
    await goTo(page, '/');
    await expectOf(strip).toBeVisible(PATIENT);
    await expectOf(champions(page)).toBeVisible(PATIENT);
    await page.unroute('**/v1/stream');
    await expectOf(strip).toHaveCount(0, PATIENT);
  });

  test.each([
    ['/customers', '**/v1/customers?**', (page: Page) => page.getByRole('columnheader', { name: 'Customer' })],
    ['/journeys', '**/v1/journeys', (page: Page) => page.getByRole('columnheader', { name: 'Journey' })],
    ['/audiences', '**/v1/audiences', (page: Page) => page.getByRole('link', { name: 'New audience' })],
    ['/data/jobs', '**/v1/jobs**', (page: Page) => page.getByRole('columnheader', { name: 'Progress' })],
    ['/data/subscriptions', '**/v1/subscriptions', (page: Page) => page.getByText('Nobody is told of changes yet')],
    ['/data/iys', '**/v1/iys', (page: Page) => page.getByText('It is not set up')],
    ['/data/retention', '**/v1/retention', (page: Page) => page.getByText('Everything is kept for good.')],
    ['/rewards', '**/v1/loyalty', (page: Page) => page.getByRole('heading', { name: 'No programme yet' })],
  ] as const)('%s says that it is asked, what went wrong, and shows what comes', async (path, calls, content) => {
    const { page } = await stage.open();
    let answer: (() => void) | undefined;
    const asked = new Promise<void>((resolve) => (answer = resolve));
    await page.route(calls, async (route) => {
      await asked;
      await route.fulfill(REFUSED);
    });
    await goTo(page, path);
    await expectOf(page.getByRole('main').getByRole('status', { name: 'Loading' }).first()).toBeVisible(PATIENT);
    answer?.();
    const alert = page.getByRole('main').getByRole('alert').first();
    await expectOf(alert).toContainText('It cannot be said now.', PATIENT);
    await page.unroute(calls);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expectOf(content(page).first()).toBeVisible(PATIENT);
  });

  test.each([
    ['/customers?search=nobody-is-called-so', null, 'No customer fits'],
    ['/journeys', { journeys: [] }, 'No journeys yet'],
    ['/audiences', { audiences: [], uncounted: 0 }, 'audience'],
    ['/data/jobs', { jobs: [] }, 'Nothing has run yet'],
  ] as const)('%s says what will be there while nothing is', async (path, reply, words) => {
    const { page, complaints } = await stage.open();
    if (reply !== null)
      await page.route(/\/v1\/(?:journeys|audiences|jobs)/, (route) => route.fulfill({ json: reply }));
    await goTo(page, path);
    await expectOf(page.getByRole('main')).toContainText(words, PATIENT);
    await expectOf(page.getByRole('table')).toHaveCount(0, PATIENT);
    expect(complaints).toEqual([]);
  });

  test('a session that ended asks for a key, and goes on with it', async () => {
    const { page } = await stage.open();
    await page.context().clearCookies();
    await goTo(page, '/');
    await page.getByLabel('Key').fill('no-such-key-but-long-enough');
    await button(page, 'Sign in').click();
    await expectOf(page.getByRole('alert')).toContainText('Send a valid key');
    await page.getByLabel('Key').fill(stage.key);
    await button(page, 'Sign in').click();
    await expectOf(page.getByRole('heading', { name: 'Silence forecast' })).toBeVisible(PATIENT);
  });

  test('a session that ends while somebody writes asks for a key, and what they wrote is there again', async () => {
    const { page } = await stage.open();
    await goTo(page, '/audiences/new');
    await expectOf(page.getByRole('heading', { name: 'New audience' })).toBeVisible(PATIENT);
    await page.context().clearCookies();
    // What is written is checked at once, and that call is refused.
    await page.getByLabel('Name', { exact: true }).fill('Chairs by the sea', PATIENT);
    await expectOf(page.getByRole('heading', { name: 'Your session has ended' })).toBeVisible(PATIENT);
    await expectOf(page.getByRole('heading', { name: 'New audience' })).toBeHidden();
    await page.getByLabel('Key').fill('no-such-key-but-long-enough');
    await button(page, 'Sign in').click();
    await expectOf(page.getByRole('alert')).toContainText('Send a valid key');
    await page.getByLabel('Key').fill(stage.key);
    await button(page, 'Sign in').click();
    await expectOf(page.getByLabel('Name', { exact: true })).toHaveValue('Chairs by the sea', PATIENT);
  });

  test('a figure that cannot be had says so in its place, and comes when it is tried again', async () => {
    const { page } = await stage.open();
    await page.route('**/v1/silence?**', (route) => route.fulfill(REFUSED));
    await goTo(page, '/');
    const forecast = page.getByRole('region', { name: 'Silence forecast' });
    await expectOf(forecast.getByRole('alert')).toContainText('It cannot be said now.', PATIENT);
    await expectOf(forecast.getByRole('alert')).toContainText('request-17');
    await expectOf(champions(page)).toBeVisible(PATIENT);
    await page.unroute('**/v1/silence?**');
    await forecast.getByRole('button', { name: 'Try again' }).click();
    await expectOf(forecast.getByText('become overdue', { exact: true })).toBeVisible(PATIENT);
  });

  test('when the API is killed the page says that live is paused, and goes on by itself', async () => {
    const { page } = await stage.open();
    await goTo(page, '/');
    await expectOf(champions(page)).toBeVisible(PATIENT);
    await stage.stand.api.program.kill();
    await expectOf(page.getByText('Live is paused', { exact: false })).toBeVisible(PATIENT);
    await expectOf(champions(page)).toBeVisible(PATIENT);
    await stage.stand.api.program.start();
    await expectOf(page.getByText('Live is paused', { exact: false })).toHaveCount(0, PATIENT);
  });

  test('a subscription is made, its secret is shown once, and every page tells of it while it is paused', async () => {
    const { page, complaints } = await stage.open();
    await goTo(page, '/data/subscriptions');
    const beside = await page.context().newPage();
    await goTo(beside, '/customers');
    await button(page, 'Add a subscription').click();
    const form = page.getByRole('dialog', { name: 'Add a subscription' });
    await form.getByLabel('Name', { exact: true }).fill('warehouse');
    await form.getByLabel('Address').fill('https://example.com/changes');
    await form.getByLabel('Everything').uncheck();
    await form.getByRole('group', { name: 'Rewards' }).getByLabel('draws').uncheck();
    const hinders = await whatHinders(page);
    await form.getByRole('button', { name: 'Add it' }).click();
    const made = page.getByRole('dialog', { name: 'warehouse is told of changes' });
    await expectOf(made.locator('code')).toHaveText(/^whsec_/, PATIENT);
    await page.keyboard.press('Escape');
    await expectOf(page.getByRole('row', { name: /^warehouse.*Moves, Journeys, Sends, points, / })).toBeVisible(
      PATIENT,
    );
    await button(page, 'Details of warehouse').click();
    await button(page, 'Pause').click();
    const told = beside.getByRole('alert');
    await expectOf(told).toContainText('warehouse is told of no changes: somebody paused it', PATIENT);
    await told.getByRole('link', { name: 'See the subscriptions' }).click();
    await beside.getByRole('button', { name: 'Details of warehouse' }).click();
    await beside.getByRole('button', { name: 'Resume' }).click();
    await expectOf(told).toHaveCount(0, PATIENT);
    expect([hinders, complaints]).toEqual([[], []]);
  });

  test('two tabs of one browser tell of the same time', async () => {
    const first = await stage.open();
    const second = { page: await first.page.context().newPage() };
    for (const { page } of [first, second]) await goTo(page, '/');
    const clock = (page: Page) => page.locator('header time').getAttribute('datetime');
    await expectOf(second.page.locator('header time')).toBeVisible(PATIENT);
    const before = z.string().parse(await clock(second.page));
    await button(first.page, '+1 day').click();
    await expectOf(second.page.locator('header time')).not.toHaveAttribute('datetime', before, PATIENT);
    await expectOf(async () => expect(await clock(first.page)).toBe(await clock(second.page))).toPass(PATIENT);
  });
});

describe('rewards', () => {
  test('a programme to begin with is taken over, tried, published, and everybody stands in a tier', async () => {
    expect(await publishStarter(stage)).toEqual([]);
  });
});

/** It takes a moment until Temporal is sure, so others are asked meanwhile. */
describe.sequential('while no worker is there', () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await stage.openForAll());
    await goTo(page, '/');
    await expectOf(champions(page)).toBeVisible(PATIENT);
    await stage.stand.worker.kill();
    await stage.send('/v1/events', { id: 'order:away', customer: 'c-0001', type: 'purchase', amount: 4_000 });
  });

  test('the reference of the API sends a call with the session of a browser that is signed in, and asks nobody elsewhere', async () => {
    const { page, complaints } = await stage.open();
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(stage.url)) elsewhere.push(request.url());
    });
    await page.goto(`${stage.url}/docs`);
    expect(await tryCall(page, 'journeys', 'get-v1-journeys')).toMatch(/^200/);
    expect([elsewhere, complaints]).toEqual([[], []]);
  });

  test('it sends a call with a key that was pasted', async () => {
    const context = await stage.browser.newContext();
    const page = await context.newPage();
    await page.goto(`${stage.url}/docs`);
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    const dialog = page.locator('.modal-ux');
    await dialog.getByRole('textbox').fill(stage.key);
    await dialog.getByRole('button', { name: 'Apply credentials' }).click();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    expect(await tryCall(page, 'jobs', 'get-v1-jobs')).toMatch(/^200/);
  });

  test('it leads whoever has no scripts to the same as text', async () => {
    const context = await stage.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${stage.url}/docs`);
    await page.getByRole('link', { name: 'The same as text' }).click();
    await expectOf(page.getByRole('heading', { name: 'Tell what customers did' })).toBeVisible();
  });

  test('it leads addresses of problems as they were up to 0.7.0 to where they are explained', async () => {
    const page = await (await stage.browser.newContext()).newPage();
    await page.goto(`${stage.url}/docs#problem-taken`);
    await expectOf(page.getByRole('heading', { name: 'The name is taken' })).toBeInViewport(PATIENT);
    expect(page.url()).toBe(`${stage.url}/docs/problems#taken`);
  });

  test('the page says so and that nothing is lost, until one is', async () => {
    const strip = page.getByText('Worker away, nothing lost', { exact: false });
    await expectOf(strip).toBeVisible(PATIENT);
    await expectOf(champions(page)).toBeVisible(PATIENT);
    await stage.stand.worker.start();
    await expectOf(strip).toHaveCount(0, PATIENT);
  });
});
