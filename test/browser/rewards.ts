import { expect as expectOf, type Page } from '@playwright/test';
import { expect } from 'vitest';
import { PATIENT, type Stage } from './stage.ts';
import { whatHinders } from './usable.ts';

/** From no programme at all to one that is in force, in the pages. @returns what the pages complained of */
export async function publishStarter(stage: Stage): Promise<readonly string[]> {
  const { page, complaints } = await stage.open({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${stage.url}/rewards`);
  await writeDraft(page);
  await publish(page);
  await page.goto(`${stage.url}/customers/c-0001`);
  const held = page.getByRole('region', { name: 'Rewards' });
  await expectOf(held).toContainText(/Tier: Bronze.*more to Silver/, PATIENT);
  await seeBanners(page, stage.url);
  return complaints;
}

/** What live journeys show, to a customer and to somebody in a segment, in either language, as wide as a phone. */
async function seeBanners(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/rewards/placements`);
  const shown = page.getByRole('region', { name: 'As they read it' });
  const said = (text: string) => expectOf(shown.getByText(text)).toBeVisible(PATIENT);
  await page.getByLabel('Journey', { exact: true }).selectOption('loyal-banner');
  await said('New since your last visit');
  const reader = page.getByLabel('Reader', { exact: true });
  await reader.selectOption({ label: 'Somebody made up in Champions' });
  await said('Good to see you so often');
  await page.getByLabel('Their language', { exact: true }).selectOption('tr');
  await said('Sizi sık sık görmek ne güzel');
  await reader.selectOption({ label: 'a customer …' });
  await page.getByLabel(/^Customer\b/).fill('c-0001');
  await page.getByLabel('Width', { exact: true }).selectOption('phone');
  await expectOf(shown).toHaveCSS('width', '360px');
  expect(await whatHinders(page)).toEqual([]);
}

const button = (page: Page, name: string) => page.getByRole('button', { name });

async function writeDraft(page: Page): Promise<void> {
  const main = page.getByRole('main');
  const sound = page.getByText('It can be published.');
  const gold = page.getByRole('group', { name: 'Gold' }).getByLabel('From, EUR');
  await button(page, 'Take it over as a draft').click();
  await expectOf(sound).toBeVisible(PATIENT);
  await gold.fill('100');
  await expectOf(main).toContainText('each tier needs more than the one below', PATIENT);
  await expectOf(button(page, 'Publish')).toBeDisabled();
  await gold.fill('500');
  await expectOf(sound).toBeVisible(PATIENT);
  await page.getByLabel('Id of the customer').fill('c-0001');
  await button(page, 'Show').click();
  await expectOf(main.getByText('Earned', { exact: true })).toBeVisible(PATIENT);
  expect(await whatHinders(page)).toEqual([]);
}

async function publish(page: Page): Promise<void> {
  await button(page, 'Publish').click();
  const dialog = page.getByRole('dialog', { name: 'Publish it?' });
  await expectOf(dialog.getByText('Quest Three orders in a month: new')).toBeVisible(PATIENT);
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await expectOf(dialog.getByText('Version 1 is in force.')).toBeVisible(PATIENT);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Overview' }).click();
  const bronze = page.getByRole('list', { name: 'Tiers' }).getByRole('listitem').first();
  // Everybody adopts the programme by a job, and the figure follows by the stream.
  await expectOf(bronze).toContainText(/Bronze [1-9]\d* · \d+%/, PATIENT);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await whatHinders(page)).toEqual([]);
}
