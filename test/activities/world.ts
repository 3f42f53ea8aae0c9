import { Client, Connection as TemporalConnection } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { Connection } from 'mongoose';
import { inject } from 'vitest';
import { createActivities, type Activities, type ActivityDeps } from '../../activities/index.ts';
import { openStores } from '../../api/stores.ts';
import { mongoContactStore } from '../../db/customers/contacts.ts';
import { mongoPlaybookStore } from '../../db/playbook/playbooks.ts';
import { effectCollection, newEffect, type EffectRow, type NewEffect } from '../../db/messaging/effects.ts';
import { workspaceCollection } from '../../db/workspaces/workspaces.ts';
import type { Effect, JourneyEffect } from '../../domain/effect.ts';
import { customerId, slotId, workspaceId, type CustomerId } from '../../domain/ids.schema.ts';
import { journeyDefinition } from '../../domain/journey/definition/definition.schema.ts';
import { customerKey, effectKey } from '../../domain/keys.ts';
import { LOST } from '../../domain/scoring/presets/seven-segments.ts';
import { publishJourney, publishTemplate, startingPlaybook } from '../../domain/playbook.ts';
import type { TemplateInput } from '../../domain/templates/template.schema.ts';
import { aTemplate } from '../builders.ts';
import { openDatabase, type TestDatabase } from '../databases.ts';

export const FROM = 'The shop <shop@example.com>';
export const workspace = workspaceId.parse('shop');
export const AT = Date.UTC(2026, 0, 2);

/** A database of its own, in the run's MongoDB; close it when the test is over. */
export async function freshStore(): Promise<TestDatabase> {
  const database = await openDatabase(inject('mongodbUri'), 'effects');
  openStores(database.connection);
  createActivities({
    connection: database.connection,
    smtpUrl: undefined,
    mailboxUrl: 'smtp://127.0.0.1:1',
    from: FROM,
  });
  await database.index();
  return database;
}

/** One filter, within all of the library's own limits, for seconds. */
const SLOW =
  `{% assign s = "${'a'.repeat(15_000)}" | split: "" %}` +
  `{% assign s = s | where_exp: "i", "s contains 'b'" %}{{ s | size }}`;

const journey = journeyDefinition.parse({
  id: 'winback',
  name: 'Win back',
  enter: { on: 'silence', stage: 'lapsed' },
  steps: [
    { id: 'hello', type: 'send', channel: 'email', subject: 'We miss you', body: '<p>{{ orders }} orders</p>' },
    {
      id: 'recommends',
      type: 'send',
      channel: 'email',
      subject: 'S',
      body: '{% for rec in recs %}<p>{{ rec.name }}: {{ rec.reason }}</p>{% endfor %}',
    },
    { id: 'broken', type: 'send', channel: 'email', subject: 'We miss you', body: '{{ nobody }}' },
    {
      id: 'quotes',
      type: 'send',
      channel: 'email',
      subject: 'S',
      body: '{{ customer["ann@example.com, +49 170 9988776"] }}',
    },
    {
      id: 'coupon',
      type: 'send',
      channel: 'email',
      subject: 'S',
      body: 'Take {{ coupon.code }} until {{ coupon.expires_on }}',
    },
    { id: 'chosen', type: 'send', channel: 'email', template: 'hello' },
    { id: 'slow', type: 'send', channel: 'email', subject: 'S', body: SLOW },
    { id: 'sms', type: 'send', channel: 'sms', text: '{{ orders }} orders' },
    {
      id: 'telegram',
      type: 'send',
      channel: 'telegram',
      text: '{{ orders }} orders',
      buttons: [{ label: 'Again', id: 'again' }],
    },
    {
      id: 'push',
      type: 'send',
      channel: 'push',
      title: 'Hello',
      text: '{{ orders }} orders',
      url: 'https://shop.example.com/{{ customer }}',
    },
    {
      id: 'mobile',
      type: 'send',
      channel: 'mobile',
      title: 'Hello',
      text: '{{ orders }} orders',
      url: 'https://shop.example.com/{{ customer }}',
    },
    {
      id: 'thanks',
      type: 'place',
      placement: 'banner',
      slot: 'home',
      title: 'Thanks',
      body: 'Welcome back',
      url: 'https://example.com/',
    },
    { id: 'said', type: 'place', placement: 'banner', slot: 'home', template: 'banner' },
    { id: 'items', type: 'place', placement: 'items', slot: 'home', title: 'For you', body: 'Chosen', most: 1 },
  ],
});

/** A store with one workspace, its journey published and one customer in it. */
export class World {
  readonly customer: CustomerId;
  readonly contacts;
  readonly #effects;
  readonly #connection: Connection;

  constructor(connection: Connection, customer = customerId.parse('c-17')) {
    this.customer = customer;
    this.#connection = connection;
    this.contacts = mongoContactStore(connection);
    this.#effects = effectCollection(connection);
  }

  async open({ clock }: { readonly clock?: number } = {}): Promise<void> {
    const row = { _id: workspace, currency: 'EUR', timezone: 'UTC', playbook: 1, createdAt: 0 };
    await workspaceCollection(this.#connection).insertOne(clock === undefined ? row : { ...row, clock });
    await mongoPlaybookStore(this.#connection).publish(workspace, publishJourney(startingPlaybook(null), journey));
  }

  /** The next version of the journey, which says other things; whoever is inside stays in theirs. */
  async publishAgain(): Promise<void> {
    const playbooks = mongoPlaybookStore(this.#connection);
    const steps = journey.steps.map((step) => (step.type === 'place' ? { ...step, body: 'Something new' } : step));
    await playbooks.publish(workspace, publishJourney(await playbooks.load(workspace, 2), { ...journey, steps }));
  }

  /** The next version of the template that the step `chosen` names. */
  async publishTemplate(given: Partial<TemplateInput>): Promise<void> {
    const playbooks = mongoPlaybookStore(this.#connection);
    const row = await workspaceCollection(this.#connection).findOne({ _id: workspace });
    const book = await playbooks.load(workspace, row?.playbook ?? 0);
    await playbooks.publish(workspace, publishTemplate(book, aTemplate(given)));
  }

  async reachable(): Promise<void> {
    await this.contacts.put(workspace, this.customer, { addresses: { email: 'ann@example.com' } });
    await this.consent('granted', 1);
  }

  async consent(status: 'granted' | 'withdrawn', at: number): Promise<void> {
    await this.contacts.put(workspace, this.customer, {
      consents: [{ channel: 'email', status, at, source: 'checkout' }],
    });
  }

  /** The clock on the wall stands a second after what these tests decide, unless `now` says otherwise. */
  activities(
    servers: Pick<
      ActivityDeps,
      'smtpUrl' | 'mailboxUrl' | 'now' | 'standIn' | 'seals' | 'webhookAllow' | 'publicUrl' | 'bounceAddress'
    >,
  ): Activities {
    return createActivities({ connection: this.#connection, from: FROM, now: () => AT + 1_000, ...servers });
  }

  message(stepName = 'hello', version = 1, visit = 1): Effect<'sendMessage'> {
    return {
      kind: 'sendMessage',
      ...this.#head(stepName, version, visit),
      channel: 'email',
      summary: 'email',
      context: { segment: LOST.id, previousSegment: null, score: 'R1F1M1', orders: 3, revenue: 1, daysSinceLast: 90 },
    };
  }

  banner(slot = 'home', visit = 1, version = 1, stepName = 'thanks'): Effect<'showPlacement'> {
    return {
      kind: 'showPlacement',
      ...this.#head(stepName, version, visit),
      placement: 'banner',
      slot: slotId.parse(slot),
      until: AT + 1_000,
      summary: 'banner',
    };
  }

  #head(stepName: string, version: number, visit: number): Pick<JourneyEffect, 'key' | 'origin' | 'at'> {
    const step = journey.steps.find(({ id }) => id === stepName)?.id;
    if (step === undefined) throw new Error(`the journey has no step ${stepName}`);
    const place = { journey: journey.id, version, enrolment: 1, step, visit };
    return { key: effectKey(customerKey(workspace, this.customer), place), origin: { by: 'journey', place }, at: AT };
  }

  async send(activities: Activities, effect = this.message()): Promise<string> {
    return await perform(activities.sendMessage, { workspace, customer: this.customer, effect });
  }

  /** As the ledger first hears of it. */
  begins(effect: Effect): NewEffect {
    return newEffect({ workspace, customer: this.customer }, effect);
  }

  async ledger(effect: Effect = this.message()): Promise<EffectRow | null> {
    return await this.#effects.findOne({ _id: effect.key });
  }
}

/** Nobody answers there: what would reach Temporal is another test's concern. */
const NOBODY = new Client({ connection: TemporalConnection.lazy({ address: '127.0.0.1:1', interceptors: [] }) });

/** Runs an activity as a worker does; `cancelled`: as one that is shutting down. */
export async function perform<Call, Result>(
  activity: (call: Call) => Promise<Result>,
  call: Call,
  { cancelled = false, attempt = 1 } = {},
): Promise<Result> {
  const environment = new MockActivityEnvironment({ attempt }, { logger: new DefaultLogger('ERROR'), client: NOBODY });
  if (cancelled) environment.cancel('WORKER_SHUTDOWN');
  return await environment.run<[Call], Result, (call: Call) => Promise<Result>>(activity, call);
}
