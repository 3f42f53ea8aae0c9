import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventCollection } from '../../db/events/events.ts';
import type { NewEffect } from '../../db/messaging/effects.ts';
import { mongoEffectLedger } from '../../db/messaging/ledger.ts';
import { applyEvent, nothingRecalled } from '../../domain/decision/apply-event.ts';
import type { Effect } from '../../domain/effect.ts';
import { customerId, journeyId, slotId, stepId, type CustomerId } from '../../domain/ids.schema.ts';
import type { StepPlace } from '../../domain/journey/facts.ts';
import { customerKey, effectKey } from '../../domain/keys.ts';
import { DEFAULT_SCORING } from '../../domain/scoring/model.ts';
import { NEW_CUSTOMER } from '../../domain/decision/state.ts';
import { DAY } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());

const CUSTOMER = customerId.parse('c:1');
const ADDRESS = '/v1/customers/c%3A1';

describe('the address book', () => {
  test('stores an address, tells the customer their time zone, and gives no address back', async () => {
    const body = { email: 'ada@example.com', timezone: 'Europe/London' };
    const stored = await edge.call('put', `${ADDRESS}/contact`, { body });
    expect(stored.body).toMatchObject({ customer: 'c:1', hasEmail: true, timezone: 'Europe/London', email: 'none' });
    expect(edge.told).toEqual([{ customer: 'c:1', change: { timezone: 'Europe/London', address: { email: true } } }]);
    expect(await edge.deps.stores.contacts.get(edge.workspace, CUSTOMER)).toMatchObject({
      addresses: { email: 'ada@example.com' },
      timezone: 'Europe/London',
    });
  });

  test('changes only what it names: what is left out stays, and null forgets it', async () => {
    const put = (body: object) => edge.call('put', `${ADDRESS}/contact`, { body }).then((reply) => reply.body);
    edge.told.length = 0;
    expect(await put({})).toMatchObject({ hasEmail: true, timezone: 'Europe/London' });
    expect(await put({ timezone: 'Europe/Rome' })).toMatchObject({ hasEmail: true, timezone: 'Europe/Rome' });
    expect(await put({ email: 'ada@example.org' })).toMatchObject({ hasEmail: true, timezone: 'Europe/Rome' });
    expect(await put({ timezone: null })).toMatchObject({ hasEmail: true, timezone: null });
    expect(await put({ email: null })).toMatchObject({ hasEmail: false, timezone: null });
    // Told of what was named, and of nothing else; also of what was taken back.
    expect(edge.told.map(({ change }) => change)).toEqual([
      { timezone: 'Europe/Rome' },
      { address: { email: true } },
      { timezone: null },
      { address: { email: false } },
    ]);
  });

  test('keeps every one of several changes made at the same time, and tells the customer how it ended', async () => {
    const customer = customerId.parse('c-2');
    const put = (body: object) => edge.call('put', '/v1/customers/c-2/contact', { body });
    const zones = ['Europe/Rome', 'Europe/Paris', 'Asia/Tokyo', 'America/Lima'];
    const consents = ['granted', 'withdrawn', 'granted'].map((status) =>
      edge.call('put', '/v1/customers/c-2/consents', { body: { channel: 'email', status, source: 'checkout' } }),
    );
    await Promise.all([put({ email: 'ada@example.com' }), ...zones.map((timezone) => put({ timezone })), ...consents]);
    const contact = await edge.deps.stores.contacts.get(edge.workspace, customer);
    expect(contact).toMatchObject({ addresses: { email: 'ada@example.com' }, revision: 8 });
    const told = await eventCollection(edge.deps.connection).find({ customer }).toArray();
    const { profile } = told.reduce(
      (state, { event }) => applyEvent(state, nothingRecalled(), event, DEFAULT_SCORING.counts),
      NEW_CUSTOMER,
    );
    expect(profile.timezone?.name).toBe(contact?.timezone);
    expect(profile.consents?.email?.marketing?.granted).toBe(false);
    expect(profile.addresses?.email?.known).toBe(true);
  });

  test.each([
    [{ email: 'nobody' }, 'email'],
    [{ timezone: 'Mars' }, 'timezone'],
    [{ phone: '1' }, 'phone'],
  ])('refuses %j', async (body, path) => {
    const response = await edge.call('put', `${ADDRESS}/contact`, { body });
    expect(response.body).toMatchObject({ status: 422, problems: [{ path }] });
  });
});

test('consent is a ledger: the last word counts, every word stays, and the customer is told', async () => {
  edge.told.length = 0;
  const say = (status: string) =>
    edge.call('put', `${ADDRESS}/consents`, { body: { channel: 'email', status, source: 'checkout' } });
  expect((await say('granted')).body.email).toBe('granted');
  edge.clock.now += 1_000;
  expect((await say('withdrawn')).body.email).toBe('withdrawn');
  edge.clock.now = NOW;
  expect(edge.told.map(({ change }) => change)).toEqual([
    { consent: { email: { marketing: true } } },
    { consent: { email: { marketing: false } } },
  ]);
  const contact = await edge.deps.stores.contacts.get(edge.workspace, CUSTOMER);
  expect(contact?.consents.map(({ status }) => status)).toEqual(['granted', 'withdrawn']);
});

type Shown = Pick<Effect<'showPlacement'>, 'placement' | 'slot' | 'at' | 'until'>;

const PLACE: StepPlace = {
  journey: journeyId.parse('j'),
  version: 1,
  enrolment: 1,
  step: stepId.parse('s'),
  visit: 1,
};

describe('placements', () => {
  const shown = async (customer: CustomerId, place: StepPlace, title: string, effect: Shown) => {
    const { at, ...about } = effect;
    const row: NewEffect<'showPlacement'> = {
      _id: effectKey(customerKey(edge.workspace, customer), place),
      workspace: edge.workspace,
      customer,
      kind: 'showPlacement',
      origin: { by: 'journey', place },
      at,
      about,
    };
    const ledger = mongoEffectLedger(edge.deps.connection);
    await ledger.record(row, { state: 'done', result: { content: { title, body: 'text' } } }, NOW);
  };
  const show = async (step: string, slot: string, at: number, until: number) => {
    const place = { ...PLACE, step: stepId.parse(step) };
    await shown(CUSTOMER, place, step, { placement: 'banner', slot: slotId.parse(slot), at, until });
  };
  beforeAll(async () => {
    await show('old', 'home', NOW - 2 * DAY, NOW);
    await show('now', 'home', NOW - DAY, NOW + DAY);
    await show('side', 'aside', NOW, NOW + DAY);
    await show('later', 'home', NOW + 1, NOW + DAY);
  });
  const titles = (body: { placements: { title: string }[] }) => body.placements.map(({ title }) => title);

  test('are those of this moment, newest first, in the slots that were asked for', async () => {
    expect(titles((await edge.call('get', '/v1/placements?customer=c:1')).body)).toEqual(['side', 'now']);
    expect(titles((await edge.call('get', '/v1/placements?customer=c:1&slots=home')).body)).toEqual(['now']);
    expect(titles((await edge.call('get', '/v1/placements?customer=c:1&slots=home,aside')).body)).toHaveLength(2);
    expect((await edge.call('get', '/v1/placements?customer=someone-else')).body).toEqual({
      placements: [],
      more: false,
      loyalty: null,
    });
  });

  test('need not be sent twice', async () => {
    const first = await edge.call('get', '/v1/placements?customer=c:1');
    const etag = first.headers['etag'] ?? '';
    expect(etag).not.toBe('');
    const again = await edge.call('get', '/v1/placements?customer=c:1', { headers: { 'If-None-Match': etag } });
    expect(again.status).toBe(304);
    expect(again.text).toBe('');
    edge.clock.now = NOW + 1;
    const changed = await edge.call('get', '/v1/placements?customer=c:1', { headers: { 'If-None-Match': etag } });
    edge.clock.now = NOW;
    expect(titles(changed.body)).toEqual(['later', 'side', 'now']);
  });

  test('are at most 50, and it is said where there are more', async () => {
    const crowded = customerId.parse('crowded');
    for (let index = 0; index < 51; index += 1) {
      const slot = slotId.parse(index === 0 ? 'aside' : 'home');
      const toast = { placement: 'toast', slot, at: NOW - DAY + index, until: NOW + DAY } as const;
      await shown(crowded, { ...PLACE, visit: index }, `${index}`, toast);
    }
    const { body } = await edge.call('get', '/v1/placements?customer=crowded');
    expect(titles(body)).toHaveLength(50);
    expect([titles(body)[0], titles(body).at(-1), body.more]).toEqual(['50', '1', true]);
    const fewer = await edge.call('get', '/v1/placements?customer=crowded&slots=aside');
    expect(fewer.body).toMatchObject({ placements: [{ title: '0' }], more: false });
  });

  test('are asked for in at most ten slots', async () => {
    const slots = Array.from({ length: 11 }, (_, index) => `s${index}`).join(',');
    const response = await edge.call('get', `/v1/placements?customer=c:1&slots=${slots}`);
    expect(response.body).toMatchObject({ status: 422, problems: [{ path: 'slots' }] });
    expect((await edge.call('get', '/v1/placements')).body).toMatchObject({ problems: [{ path: 'customer' }] });
  });
});
