import { mkdir, writeFile } from 'node:fs/promises';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from './chromium.ts';

/**
 * Takes the pictures of the README anew, of pages that run: `npm run pictures -- <the link that npm start prints>`. Best after a week has
 * passed by the button, so that something has moved.
 */
const FOLDER = new URL('../../docs/pictures/', import.meta.url);
/** So that the README loads on a slow line. */
const MOST_BYTES = 120 * 1_024;

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly viewport?: typeof WIDE;
  readonly dark?: true;
  readonly before?: (page: Page) => Promise<unknown>;
}

/** Six: what a reader of the README looks at. */
const PICTURES: readonly Picture[] = [
  { name: 'segments', path: '/', viewport: { width: 1440, height: 1200 } },
  { name: 'journey', path: '/journeys/at-risk-reactivation' },
  { name: 'journey-try', path: '/journeys/at-risk-reactivation/try' },
  { name: 'customer', path: '/customers', before: openFirst },
  { name: 'segments-dark', path: '/', viewport: { width: 1440, height: 1200 }, dark: true },
  { name: 'customer-phone', path: '/customers', viewport: PHONE, before: openFirst },
];

async function openFirst(page: Page): Promise<void> {
  await page.getByRole('table').getByRole('row').nth(1).getByRole('link').first().click();
  await page.getByRole('heading', { name: 'Path' }).waitFor();
}

/** As it looks now, as well as it can be within the bytes; the browser itself writes the format. */
async function asWebp(page: Page): Promise<Buffer> {
  const png = (await page.screenshot()).toString('base64');
  const canvas = await page.context().newPage();
  for (const quality of [0.92, 0.85, 0.75, 0.6]) {
    const url: string = await canvas.evaluate(`(async () => {
      const image = new Image();
      image.src = 'data:image/png;base64,${png}';
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
      canvas.getContext('2d').drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', ${quality});
    })()`);
    const picture = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
    if (picture.length <= MOST_BYTES) return picture;
  }
  throw new Error(`${page.url()} does not fit into ${MOST_BYTES} bytes.`);
}

/** Without anything that changes by itself. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
  await page.evaluate('document.fonts.ready');
  await page.waitForTimeout(800);
}

async function take(link: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const browser = await chromium.launch({
    executablePath: findChromium(process.env),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  for (const { name, path, viewport = WIDE, dark, before } of PICTURES) {
    const context = await browser.newContext({
      viewport,
      colorScheme: dark ? 'dark' : 'light',
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(link);
    await page.goto(new URL(path, link).href);
    await settled(page);
    await before?.(page);
    await settled(page);
    const picture = await asWebp(page);
    await writeFile(new URL(`${name}.webp`, FOLDER), picture);
    console.log(`${name}: ${Math.round(picture.length / 1_024)} KB`);
    await context.close();
  }
  await browser.close();
}

const [link] = process.argv.slice(2);
if (link === undefined) {
  console.error('Name the link that npm start prints: npm run pictures -- http://127.0.0.1:3000/open/…');
  process.exit(1);
}
await take(link);
