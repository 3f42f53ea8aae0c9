import { expect as expectOf, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, PATIENT, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
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
