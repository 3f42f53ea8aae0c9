import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect as expectOf, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JOURNEY, SCREENS, TEMPLATE } from './screens.ts';
import { openStage, ordersOf, PATIENT, type Stage, type Visited } from './stage.ts';
import { whatHinders } from './usable.ts';

let stage: Stage;
let marketer: Visited;
beforeAll(async () => {
  stage = await openStage();
  marketer = await stage.openForAll({ viewport: { width: 1440, height: 900 } });
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
    await goTo(page, '/');
    await expectOf(page.getByRole('heading', { name: 'No customers yet' })).toBeVisible(PATIENT);
    await expectOf(page.getByRole('heading', { name: 'Three steps to the first launch' })).toBeVisible();
  });

  test('a file of orders that is chosen is checked, imported and seen', async () => {
    const { page } = marketer;
    await goTo(page, '/data');
    const file = { name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(ordersOf(150)) };
    const items = { name: 'items.csv', mimeType: 'text/csv', buffer: Buffer.from('SKU,Title,Stock\nmug,Mug,3\n') };
    await page.locator('input[type=file]').setInputFiles(items);
    await expectOf(page.getByRole('radio', { name: 'What the shop sells' })).toBeChecked(PATIENT);
    await page.locator('input[type=file]').setInputFiles(file);
    await expectOf(page.getByRole('radio', { name: /^Orders/ })).toBeChecked(PATIENT);
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

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 740 };

interface Look {
  readonly colorScheme: 'light' | 'dark';
  readonly viewport: typeof WIDE;
}

/** The wide ones are in English, the others in Turkish. */
const LOOKS: readonly (readonly [wide: Look, phone: Look])[] = [
  [
    { colorScheme: 'light', viewport: WIDE },
    { colorScheme: 'dark', viewport: PHONE },
  ],
  [
    { colorScheme: 'dark', viewport: WIDE },
    { colorScheme: 'light', viewport: PHONE },
  ],
];

/** Each screen wide and narrow, light and dark, but not in each of these four ways: only `LOOKS=all` looks at all of them. */
const SEEN = SCREENS.flatMap((path, place) => {
  const looks = process.env['LOOKS'] === 'all' ? LOOKS.flat() : (LOOKS[place % LOOKS.length] ?? []);
  return looks.map((look) => ({
    path,
    ...look,
    how: `${look.viewport === WIDE ? 'wide' : 'on a phone'}, ${look.colorScheme}`,
  }));
});

describe('every screen', () => {
  let wide: Visited;
  let phone: Visited;
  beforeAll(async () => {
    wide = await stage.openForAll({ viewport: WIDE });
    phone = await stage.openForAll({ viewport: PHONE, locale: 'tr-TR' });
    await stage.send(`/v1/template-starters/${TEMPLATE}`, {});
  });

  test.each(SEEN)('$path can be used by everybody $how, and nothing of it is cut off', async ({ path, ...look }) => {
    const { page } = look.viewport === WIDE ? wide : phone;
    await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' });
    await goTo(page, path);
    // The reference shows its calls when it has read them.
    if (path === '/docs') await expectOf(page.locator('.opblock').first()).toBeVisible(PATIENT);
    expect(await whatHinders(page)).toEqual([]);
    const beyond = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(beyond).toBeLessThanOrEqual(0);
    expect(await page.title()).toMatch(/ · Sojourn$/);
  });

  test('the console stayed empty', () => expect([...wide.complaints, ...phone.complaints]).toEqual([]));
});

describe('the team', () => {
  test('who is invited comes in by the link, does what the role says, and is out when somebody says so', async () => {
    const admin = await stage.open();
    await goTo(admin.page, '/data/people');
    await admin.page.getByRole('combobox', { name: 'Role' }).first().selectOption('operator');
    await button(admin.page, 'Make an invitation').click();
    const link = (await admin.page.getByRole('dialog').locator('code').textContent()) ?? '';
    await admin.page.keyboard.press('Escape');

    const guest = await stage.browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    const page = await guest.newPage();
    await page.goto(link);
    await page.getByLabel('What you want to be called').fill('Olga');
    expect(await whatHinders(page)).toEqual([]);
    await button(page, 'Enter').click();
    await expectOf(button(page, /^Olga/)).toBeVisible(PATIENT);

    await goTo(page, '/data/policies');
    await expectOf(page.getByText('This needs the role marketer.', { exact: false }).first()).toBeVisible();
    await expectOf(button(page, 'Publish')).toBeDisabled();
    await goTo(page, '/');
    await expectOf(button(page, '+1 day')).toBeVisible();
    await expectOf(button(page, /^Launch/)).toHaveCount(0);
    await goTo(page, '/data/audit');
    await page.locator('summary').first().click();
    await expectOf(page.getByText('"operator"').first()).toBeVisible();

    await goTo(admin.page, '/data/people');
    await button(admin.page, 'Deactivate Olga').click();
    await button(admin.page, /^Deactivate$/)
      .last()
      .click();
    await expectOf(page.getByRole('heading', { name: 'Your session has ended' })).toBeVisible(PATIENT);
    await expectOf(page.getByText('"operator"').first()).toBeHidden();
    await expectOf(button(admin.page, 'Let Olga in again')).toBeVisible(PATIENT);
    await page.goto(link);
    await expectOf(page.getByRole('alert')).toContainText('This link does not work');
    expect(admin.complaints).toEqual([]);
    await guest.close();
  });
});

describe('the demo shop', () => {
  test('a newcomer buys, sees points, quest and tier move, uses a coupon and gives an order back, and the pages explain it', async () => {
    const { page, complaints } = await stage.open();
    await goTo(page, '/shop');
    await button(page, 'Open the shop').click();
    await expectOf(page.getByText('Good to see you')).toBeVisible(PATIENT);
    await expectOf(page.getByText('Bronze')).toBeVisible(PATIENT);
    await button(page, 'Buy: Lamp, €60.00').click();
    // One after another, whichever comes first.
    const toast = page.getByRole('status').getByRole('region');
    const shown: string[] = [];
    for (const turn of ['first', 'second']) {
      await expectOf(toast, `the ${turn} toast`).toBeVisible(PATIENT);
      shown.push(await toast.innerText());
      await toast.getByRole('button', { name: /^Close/ }).focus();
      await page.keyboard.press('Escape');
    }
    expect(shown.toSorted().join('\n')).toMatch(
      /A tour of the shop: a step further\s+Orders: 1 of 3[^]+Thank you for your/,
    );
    await expectOf(toast).toHaveCount(0);
    await expectOf(page.getByText('Silver')).toBeVisible(PATIENT);
    await expectOf(page.getByText('€90.00 more to Gold')).toBeVisible(PATIENT);
    await expectOf(page.getByText('Orders: 1 of 3')).toBeVisible(PATIENT);
    expect(await whatHinders(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await whatHinders(page)).toEqual([]);

    // The server has decided before anything turns; for whom nothing may move, the result is there at once.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const spin = button(page, 'Spin the wheel');
    await spin.focus();
    await page.keyboard.press('Enter');
    await expectOf(page.getByRole('status').getByText(/^(You have won|This time): /)).toBeVisible(PATIENT);
    await expectOf(spin).toHaveCount(0);
    await expectOf(button(page, 'Scratch the card')).toBeVisible(PATIENT);

    // A browser that does not let the page ask is told of, and nothing was asked before the press.
    await button(page, 'Tell me here').click();
    await expectOf(page.getByText('The browser does not allow it')).toBeVisible(PATIENT);

    await page.reload();
    await expectOf(page.getByText(/^\d+ points, \d+ pending/)).toBeVisible(PATIENT);
    await expectOf(toast).toHaveCount(0);

    await page.getByLabel('Coupon code').fill('NOBODY-HAS-IT');
    await button(page, 'Buy: Mug, €12.00').click();
    await expectOf(page.getByText('there is no such code')).toBeVisible(PATIENT);
    await page.getByRole('button', { name: /^Use SHOP-/ }).click();
    await button(page, 'Buy: Mug, €12.00').click();
    await expectOf(page.getByText(/^Bought with SHOP-.*: Mug for €10\.80\.$/)).toBeVisible(PATIENT);
    await button(page, 'It has arrived: Mug').click();
    await button(page, 'Give it back: Lamp').click();
    await expectOf(page.getByText('Lamp, €60.00 (given back)')).toBeVisible(PATIENT);
    await expectOf(page.getByText(/^\d+ points$/)).toBeVisible(PATIENT);
    expect(await whatHinders(page)).toEqual([]);

    const beside = await page.context().newPage();
    const href = await page.getByRole('link', { name: 'Watch them in the pages' }).getAttribute('href');
    await beside.goto(`${stage.url}${href}`);
    for (const told of [
      /closed|placement\.dismissed/,
      /coupon\.redeemed/,
      /became active/,
      /taken back for a refund/,
    ]) {
      await expectOf(beside.getByText(told).first()).toBeVisible(PATIENT);
    }
    expect(complaints).toEqual([]);
  });
});

describe('when something is not as it should be', () => {
  test('what was written and not saved is asked for, whichever way somebody leaves', async () => {
    const { page, complaints } = await stage.open();
    const asked: string[] = [];
    const answers = ['stay', 'stay', 'leave'];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      return answers[asked.length - 1] === 'leave' ? dialog.accept() : dialog.dismiss();
    });
    await goTo(page, '/data');
    await page.getByRole('link', { name: 'Policies' }).click();
    const field = page.getByRole('main').getByRole('spinbutton').first();
    await field.fill('37');
    await page.getByRole('link', { name: 'Journeys' }).click();
    await expectOf(field).toHaveValue('37');
    await page.evaluate('history.back()');
    await expectOf(() => expect(asked).toHaveLength(2)).toPass(PATIENT);
    await expectOf(field).toHaveValue('37');
    expect(new URL(page.url()).pathname).toBe('/data/policies');
    await page.getByRole('link', { name: 'Journeys' }).click();
    await expectOf(page.getByRole('heading', { name: 'Journeys', level: 1 })).toBeVisible(PATIENT);
    expect([asked, complaints]).toEqual([['confirm', 'confirm', 'confirm'], []]);
  });

  test('a channel that somebody pauses is told of on every page at once, until it is resumed', async () => {
    const { page, complaints } = await stage.open();
    await goTo(page, '/data/channels');
    const beside = await page.context().newPage();
    await goTo(beside, '/customers');
    await button(page, 'Pause SMS').click();
    const why = page.getByRole('dialog', { name: 'Pause SMS?' });
    await why.getByLabel('Why, for your colleagues').fill('wrong prices');
    await why.getByRole('button', { name: 'Pause' }).click();
    const told = beside.getByRole('alert');
    await expectOf(told).toContainText('SMS is paused: wrong prices', PATIENT);
    await told.getByRole('link', { name: 'See the channels' }).click();
    const hinders = await whatHinders(page);
    await beside.getByRole('button', { name: 'Resume SMS' }).click();
    await expectOf(page.getByRole('alert')).toHaveCount(0, PATIENT);
    await button(page, 'Send a test by SMS').click();
    const dialog = page.getByRole('dialog', { name: 'Send a test by SMS' });
    await dialog.getByLabel('Phone number').fill('+905321234567');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await expectOf(dialog.getByRole('status')).toContainText('lies in the mailbox', PATIENT);
    expect([hinders, complaints]).toEqual([[], []]);
  });

  test('who is in several workspaces names one, and the provider is told of it', async () => {
    const { page, complaints } = await stage.open();
    await page.route('**/v1/sign-in', (route) => route.fulfill({ json: { provider: true } }));
    await page.goto(`${stage.url}/sign-in?because=several`);
    await page.getByLabel('Workspace').fill('shop two');
    const way = page.getByRole('link', { name: 'Sign in with your organisation' });
    await expectOf(way).toHaveAttribute('href', '/oidc/start?workspace=shop%20two');
    const hinders = await whatHinders(page);
    expect([hinders, complaints]).toEqual([[], []]);
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

test('the script for pages of shops is small, and any page may load it under either name', async () => {
  const plain = await fetch(`${stage.url}/client/sojourn.js`);
  const text = await plain.text();
  expect(gzipSync(text).length).toBeLessThanOrEqual(5 * 1_024);
  const [named = ''] = readdirSync('web/dist/client').filter((name) => /^sojourn-[\w-]{8}\.js$/.test(name));
  const immutable = await fetch(`${stage.url}/client/${named}`);
  expect(await immutable.text()).toBe(text);
  expect(immutable.headers.get('cache-control')).toContain('immutable');
  const draws = await fetch(`${stage.url}/client/sojourn-draws.js`);
  expect(draws.headers.get('cache-control')).not.toContain('immutable');
  const push = await Promise.all(['push', 'worker'].map((name) => fetch(`${stage.url}/client/sojourn-${name}.js`)));
  for (const { headers } of [plain, immutable, draws, ...push]) {
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('access-control-allow-origin')).toBe('*');
  }
  expect((await fetch(`${stage.url}/client/nothing.js`)).status).toBe(404);
});
