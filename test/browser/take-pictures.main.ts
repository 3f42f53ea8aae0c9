import { mkdir, writeFile } from 'node:fs/promises';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from './chromium.ts';
import { GALLERY, type Shown } from './gallery.ts';

/**
 * Takes the pictures of the README and of the docs anew, of pages that run, and writes `docs/screens.md`:
 * `npm run pictures -- <the link that npm start prints>`, all of them or those whose names come behind it. Best after a week has
 * passed by the button, so that something has moved.
 */
const FOLDER = new URL('../../docs/pictures/', import.meta.url);
const PAGE = new URL('../../docs/screens.md', import.meta.url);
/** So that the README loads on a slow line. */
const MOST_BYTES = 120 * 1_024;
/** Of one among some eighty pictures on a page. */
const MOST_OF_MANY = 44 * 1_024;

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly viewport?: typeof WIDE;
  readonly dark?: boolean;
  /** Left out: English. */
  readonly locale?: 'tr-TR';
  readonly mostBytes?: number;
  readonly before?: (page: Page) => Promise<unknown>;
}

/** What a reader of the README looks at, and of the docs on rewards. */
const PICTURES: readonly Picture[] = [
  { name: 'segments', path: '/', viewport: { width: 1440, height: 1200 } },
  { name: 'journey', path: '/journeys/at-risk-reactivation' },
  { name: 'journey-try', path: '/journeys/at-risk-reactivation/try' },
  { name: 'customer', path: '/customers', before: openFirst },
  { name: 'segments-dark', path: '/', viewport: { width: 1440, height: 1200 }, dark: true },
  { name: 'customer-phone', path: '/customers', viewport: PHONE, before: openFirst },
  { name: 'rewards', path: '/rewards', viewport: { width: 1280, height: 1100 } },
  { name: 'banners', path: '/rewards/placements', before: chooseBanner },
  { name: 'shop', path: '/shop', viewport: { width: 1280, height: 1300 }, before: buySomething },
];

/** Wide in one theme and English, on a phone in the other one and Turkish: the next screen has them the other way round. */
const OF_GALLERY: readonly Picture[] = GALLERY.flatMap(({ screens }) => screens).flatMap(
  ({ name, path, opensFirst, awaits }, place): readonly Picture[] => {
    const all = {
      path,
      mostBytes: MOST_OF_MANY,
      ...(opensFirst ? { before: openFirst } : {}),
      ...(awaits === undefined ? {} : { before: (page: Page) => page.locator(awaits).first().waitFor() }),
    };
    const isDark = place % 2 === 1;
    return [
      { ...all, name: `screens/${name}-wide`, dark: isDark },
      { ...all, name: `screens/${name}-phone`, viewport: PHONE, locale: 'tr-TR', dark: !isDark },
    ];
  },
);

async function chooseBanner(page: Page): Promise<void> {
  await page.getByLabel('Journey', { exact: true }).selectOption('loyal-banner');
  await page.getByLabel('Reader', { exact: true }).selectOption({ label: 'Somebody made up in Loyal' });
  await page.getByText('Good to see you so often').waitFor();
}

/** An order, with what comes of it. The shop is opened where nobody has done it yet. */
async function buySomething(page: Page): Promise<void> {
  const buy = page.getByRole('button', { name: 'Buy: Mug' });
  const open = page.getByRole('button', { name: 'Open the shop' });
  await buy.or(open).waitFor();
  if (await open.isVisible()) await open.click();
  await buy.click();
  await page.getByText('A coupon for your next order').waitFor();
  await page.getByRole('button', { name: 'Scratch the card' }).waitFor();
  await page.evaluate('scrollTo(0, 0)');
}

async function openFirst(page: Page): Promise<void> {
  await page.getByRole('table').getByRole('row').nth(1).getByRole('link').first().click();
  await page.getByRole('heading', { name: /^(Path|Yol)$/ }).waitFor();
}

/** As it looks now, as well as it can be within the bytes; the browser itself writes the format. */
async function asWebp(page: Page, mostBytes: number): Promise<Buffer> {
  const png = (await page.screenshot()).toString('base64');
  const canvas = await page.context().newPage();
  for (const quality of [0.92, 0.85, 0.75, 0.6, 0.45, 0.3]) {
    const url: string = await canvas.evaluate(`(async () => {
      const image = new Image();
      image.src = 'data:image/png;base64,${png}';
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
      canvas.getContext('2d').drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', ${quality});
    })()`);
    const picture = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
    if (picture.length <= mostBytes) return closed(canvas, picture);
  }
  throw new Error(`${page.url()} does not fit into ${mostBytes} bytes.`);
}

async function closed(canvas: Page, picture: Buffer): Promise<Buffer> {
  await canvas.close();
  return picture;
}

/** Without anything that changes by itself. */
async function settled(page: Page): Promise<void> {
  await page
    .getByRole('status', { name: /^(Loading|Yükleniyor)$/ })
    .first()
    .waitFor({ state: 'detached' });
  await page.evaluate('document.fonts.ready');
  await page.waitForTimeout(800);
}

async function take(link: string, wanted: readonly string[]): Promise<void> {
  await mkdir(new URL('screens/', FOLDER), { recursive: true });
  const browser = await chromium.launch({
    executablePath: findChromium(process.env),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  // Signed in once, else the audit log would show little else.
  const signedIn = await browser.newContext();
  await (await signedIn.newPage()).goto(link);
  const storageState = await signedIn.storageState();
  await signedIn.close();
  const all = [...PICTURES, ...OF_GALLERY].filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  for (const picture of all) {
    const { name, path, viewport = WIDE, dark, locale = 'en-GB', mostBytes = MOST_BYTES, before } = picture;
    const colorScheme = dark ? 'dark' : 'light';
    const context = await browser.newContext({ viewport, colorScheme, locale, reducedMotion: 'reduce', storageState });
    const page = await context.newPage();
    await page.goto(new URL(path, link).href);
    await settled(page);
    await before?.(page);
    await settled(page);
    const taken = await asWebp(page, mostBytes);
    await writeFile(new URL(`${name}.webp`, FOLDER), taken);
    console.log(`${name}: ${Math.round(taken.length / 1_024)} KB`);
    await context.close();
  }
  await browser.close();
}

function galleryPage(): string {
  const head = `# Screens

Every main screen, once wide and once on a phone, in light and in dark, in English and in Turkish. \`npm run pictures -- <the link>\` takes
the pictures of a demo that runs, and writes this page.`;
  const chapters = GALLERY.map(({ title, screens }) => `## ${title}\n\n${screens.map(shownOnPage).join('\n\n')}`);
  return `${[head, ...chapters].join('\n\n')}\n`;
}

function shownOnPage({ name, title, says }: Shown): string {
  const image = (look: string, width: string, alt: string) =>
    `<img src="pictures/screens/${name}-${look}.webp" width="${width}" alt="${title}, ${alt}" loading="lazy">`;
  return `### ${title}\n\n${says}\n\n${image('wide', '72%', 'wide')}\n${image('phone', '25%', 'on a phone')}`;
}

const [link, ...names] = process.argv.slice(2);
if (link === undefined) {
  console.error('Name the link that npm start prints: npm run pictures -- http://127.0.0.1:3000/open/…');
  process.exit(1);
}
await take(link, names);
await writeFile(PAGE, galleryPage());
