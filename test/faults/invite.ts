import { HOUR, type Instant } from '../../domain/time.ts';
import { BANNER_JOURNEYS } from './banners.ts';
import type { Shop } from './shop.ts';

/** Whoever looks at something is shown a toast and written to. */
const HELLO = {
  name: 'Hello',
  enter: { on: 'event', event: 'view', again: 'always' },
  steps: [
    { id: 'toast', type: 'place', placement: 'toast', slot: 'corner', title: 'Hello', body: 'Good day.', for: '1d' },
    { id: 'mail', type: 'send', channel: 'email', subject: 'Hello', body: '<p>Good day.</p>' },
  ],
};

/** Nothing that sells by e-mail is published without it. */
const SENDER = {
  company: 'The shop',
  postalAddress: '1 Example Street, London',
  tracking: { opens: false, clicks: false },
};

/** One banner for each event of a type, as often as it comes. */
async function showBanners(shop: Shop): Promise<void> {
  for (const [event, journey] of Object.entries(BANNER_JOURNEYS)) {
    await shop.insist('PUT', `/v1/journeys/${journey}`, {
      name: `A banner for each ${event}`,
      enter: { on: 'event', event, again: 'always' },
      steps: [{ id: 'show', type: 'place', placement: 'banner', slot: 'home', title: 'News', body: 'There is news.' }],
    });
    await shop.insist('POST', `/v1/journeys/${journey}/publish`);
  }
}

/**
 * Publishes journeys whose effects follow at once: a banner for each event, and a toast and a mail for a view. Notes
 * that these customers may be written to.
 */
export async function invite(shop: Shop, customers: readonly string[]): Promise<void> {
  await shop.insist('PUT', '/v1/mail/settings', SENDER);
  await shop.insist('PUT', '/v1/journeys/hello', HELLO);
  await shop.insist('POST', '/v1/journeys/hello/publish');
  await showBanners(shop);
  for (const customer of customers) {
    const contact = { email: `${customer}@example.com`, timezone: noonZone(Date.now()) };
    await shop.insist('PUT', `/v1/customers/${customer}/contact`, contact);
    const consent = { channel: 'email', status: 'granted', source: 'checkout' };
    await shop.insist('PUT', `/v1/customers/${customer}/consents`, consent);
  }
}

/** A time zone in which it is about noon, so that no quiet hours hold a message back. */
function noonZone(now: Instant): string {
  const behind = (Math.floor(now / HOUR) % 24) - 12;
  // The names count hours behind Greenwich.
  return `Etc/GMT${behind < 0 ? '-' : '+'}${Math.abs(behind)}`;
}
