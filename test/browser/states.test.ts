import { expect as expectOf, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openStage, ordersOf, PATIENT, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.importOrders(ordersOf(60));
});
afterAll(() => stage?.close());

/** Sends one call, named by its tag and operation id, as the page offers it. @returns the status that the page shows */
async function tryCall(page: Page, call: string): Promise<string> {
  const place = page.locator(`#operations-${call}`);
  await place.locator('.opblock-summary-control').click();
  await place.getByRole('button', { name: 'Try it out' }).click();
  await place.getByRole('button', { name: 'Execute' }).click();
  return await place.locator('.live-responses-table .response .response-col_status').innerText({ timeout: 60_000 });
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const goTo = (page: Page, path: string) => page.goto(`${stage.url}${path}`);
/** The row of the table of segments. */
const champions = (page: Page) => page.getByRole('row', { name: /^Champions \d/ });

describe('when something is not as it should be', () => {
  test('a hostile id of a customer is text and nothing else', async () => {
    const { page, complaints } = await stage.open();
    const id = '"><img/src=x/onerror=alert(1)>';
    await stage.send('/v1/events', { id: 'order:hostile', customer: id, type: 'purchase', amount: 4_000 });
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

  test('when no worker is there the page says so and that nothing is lost, until one is', async () => {
    const { page } = await stage.open();
    const strip = page.getByText('Worker away, nothing lost', { exact: false });
    await stage.stand.worker.kill();
    await stage.send('/v1/events', { id: 'order:away', customer: 'c-0001', type: 'purchase', amount: 4_000 });
    await expectOf(strip).toBeVisible(PATIENT);
    await expectOf(champions(page)).toBeVisible(PATIENT);
    await stage.stand.worker.start();
    await expectOf(strip).toHaveCount(0, PATIENT);
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

describe('the reference of the API', () => {
  test('sends a call with the session of a browser that is signed in, and asks nobody elsewhere', async () => {
    const { page, complaints } = await stage.open();
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(stage.url)) elsewhere.push(request.url());
    });
    await page.goto(`${stage.url}/docs`);
    expect(await tryCall(page, 'journeys-get-v1-journeys')).toMatch(/^200/);
    expect([elsewhere, complaints]).toEqual([[], []]);
  });

  test('sends a call with a key that was pasted', async () => {
    const context = await stage.browser.newContext();
    const stranger = await context.newPage();
    await stranger.goto(`${stage.url}/docs`);
    expect(await tryCall(stranger, 'jobs-get-v1-jobs')).toMatch(/^401/);
    const page = await context.newPage();
    await page.goto(`${stage.url}/docs`);
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    const dialog = page.locator('.modal-ux');
    await dialog.getByRole('textbox').fill(stage.key);
    await dialog.getByRole('button', { name: 'Apply credentials' }).click();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    expect(await tryCall(page, 'jobs-get-v1-jobs')).toMatch(/^200/);
  });

  test('leads whoever has no scripts to the same as text', async () => {
    const context = await stage.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${stage.url}/docs`);
    await page.getByRole('link', { name: 'The same as text' }).click();
    await expectOf(page.getByRole('heading', { name: 'Tell what customers did' })).toBeVisible();
  });

  test('leads addresses of problems as they were up to 0.7.0 to where they are explained', async () => {
    const page = await (await stage.browser.newContext()).newPage();
    await page.goto(`${stage.url}/docs#problem-taken`);
    await expectOf(page.getByRole('heading', { name: 'The name is taken' })).toBeInViewport(PATIENT);
    expect(page.url()).toBe(`${stage.url}/docs/problems#taken`);
  });
});
