import { afterAll, beforeAll, beforeEach } from 'vitest';
import { adoptedRow } from '../../../activities/roll-out/try.ts';
import { censusOf } from '../../../db/tallies/census.ts';
import { mongoCustomerPages } from '../../../db/customers/customer-pages.ts';
import { customerCollection } from '../../../db/customers/customers.ts';
import { journalCollection } from '../../../db/events/journal.ts';
import { mongoTallyStore } from '../../../db/tallies/store.ts';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import { customerId, eventId, sourceId } from '../../../domain/ids.schema.ts';
import { messageName } from '../../../domain/journey/message-name.ts';
import { cameKey, customerKey, eventKey } from '../../../domain/keys.ts';
import { dayOf } from '../../../domain/time-zone.ts';
import { DAY, HOUR, type Instant } from '../../../domain/time.ts';
import type { ProfileChange } from '../../../ingest/open.ts';
import { currentPlaybook } from '../../../publishing/book.ts';
import { publishSilenceOver } from '../../publish.ts';
import { NOW, openEdge, type Edge } from '../../api/edge.ts';
import { livesIn } from '../../api/lives.ts';
import { eventsOf, rowOf } from '../../api/scoring-base.ts';
import { scansOf } from './scans.ts';

export const ZONE = 'Europe/London';

/** Points for what is bought from now on, tiers for all, and something for whoever brings somebody. */
const PROGRAMME = {
  earn: [
    {
      id: 'orders',
      on: 'purchase',
      per: { by: 'amount', amount: 100, points: 1 },
      pending: { days: 3 },
      expire: { by: 'rolling', months: 2 },
    },
    { id: 'each', on: 'purchase', per: { by: 'event', points: 5 }, expire: { by: 'never' } },
  ],
  tiers: {
    metric: { by: 'spend' },
    window: { by: 'lifetime' },
    validity: { by: 'forever' },
    levels: [
      { id: 'bronze', name: 'Bronze', min: 0 },
      { id: 'gold', name: 'Gold', min: 50_000 },
    ],
  },
  referral: { referrer: [{ give: 'points', points: 50 }], referred: [] },
};

const nothing = async (): Promise<void> => undefined;

/** Customers who live through the real shell, over the API, and what is known of them beside the store. */
export class World {
  readonly edge: Edge;
  readonly #lives: ReturnType<typeof livesIn>;
  /** When and where an import put whom. */
  readonly #came = new Map<string, { readonly at: Instant; readonly segment: string }>();
  #events = 0;

  constructor(edge: Edge) {
    this.edge = edge;
    this.#lives = livesIn(edge);
  }

  static async emptied(edge: Edge): Promise<World> {
    const { connection } = edge.deps;
    for (const name of ['customers', 'events', 'marks', 'journal', 'effects', 'counters', 'counted', 'recounts']) {
      await connection.collection(name).deleteMany({});
    }
    edge.clock.now = NOW;
    await edge.call('put', '/v1/audiences/lately', {
      body: { name: 'Lately', condition: { did: 'purchase', within: '60d' } },
    });
    await edge.call('post', '/v1/audiences/lately/publish');
    await edge.call('put', '/v1/loyalty', { body: PROGRAMME });
    await edge.call('post', '/v1/loyalty/publish');
    return new World(edge);
  }

  get now(): Instant {
    return this.edge.clock.now;
  }

  get where() {
    return { workspace: this.edge.workspace, timezone: ZONE, now: this.now };
  }

  #purchase(id: string, daysAgo: number, amount: number): CustomerEvent {
    this.#events += 1;
    const customer = customerId.parse(id);
    const key = eventKey(this.edge.workspace, sourceId.parse('api'), eventId.parse(`${id}:order-${this.#events}`));
    const at = this.now - daysAgo * DAY;
    return { kind: 'purchase', key, customer, amount, at, seenAt: at, receivedAt: this.now };
  }

  /** Another customer brought them. */
  async comesFrom(id: string, from: string): Promise<void> {
    const [customer, by] = [customerId.parse(id), customerId.parse(from)];
    const key = cameKey(this.edge.workspace, customer, by);
    const [at, receivedAt] = [this.now, this.now];
    const event = { kind: 'referral-came', key, customer, from: by, at, seenAt: at, receivedAt } as const;
    await this.#lives.decided(id, this.now, [event]);
  }

  async buys(id: string, daysAgo: number, amount: number): Promise<void> {
    await this.#lives.decided(id, this.now, [this.#purchase(id, daysAgo, amount)]);
  }

  /** A change of profile, as the address book tells of it. */
  async told(id: string, change: ProfileChange): Promise<void> {
    await this.#lives.told(id, change);
  }

  /** They agree to e-mail, and messages are decided for them. */
  async agrees(id: string): Promise<void> {
    await this.#lives.told(id, { consent: { email: true }, address: { email: true } });
  }

  /** An event names one of their messages, the newest first; or one that never was, where there are not so many. */
  async signs(id: string, type: 'open' | 'click', place: number): Promise<void> {
    const customer = customerId.parse(id);
    const entries = journalCollection(this.edge.deps.connection).find({
      key: customerKey(this.edge.workspace, customer),
    });
    const keys = (await entries.sort({ seq: -1 }).toArray()).flatMap(({ effects }) =>
      effects.flatMap(({ kind, key }) => (kind === 'sendMessage' ? [key] : [])),
    );
    this.#events += 1;
    const key = eventKey(this.edge.workspace, sourceId.parse('api'), eventId.parse(`sign-${this.#events}`));
    const named = keys[place];
    const facts = { message: named === undefined ? 'none' : messageName(named) };
    const [at, receivedAt] = [this.now, this.now];
    const event = { kind: 'activity', type, key, customer, at, seenAt: at, receivedAt, facts } as const;
    await this.#lives.decided(id, this.now, [event]);
  }

  /** Decides on what has come due. */
  async wakes(id: string): Promise<void> {
    await this.#lives.decided(id, this.now);
  }

  /**
   * The result of an attempt is lost; the next attempt at the same turn has heard of more, a little later.
   * @param between what happens before anybody knows
   * @param others when what it has heard of besides was bought
   */
  async buysTwiceOver(id: string, daysAgo: number, amount: number, between = nothing, others = 0): Promise<void> {
    const first = this.#purchase(id, daysAgo, amount);
    await this.#lives.attempted(id, this.now, [first]);
    await this.catchUp();
    await between();
    this.edge.clock.now += HOUR;
    await this.#lives.decided(id, this.now, [first, this.#purchase(id, others, 9 * amount)]);
  }

  /** Somebody whom a file brings, as of now; nothing where they are known already. */
  async imported(id: string, daysAgo: readonly number[], amount: number): Promise<void> {
    const { connection, stores } = this.edge.deps;
    const customers = customerCollection(connection);
    if ((await customers.findOne({ customer: customerId.parse(id) })) !== null) return;
    const playbook = await currentPlaybook(stores, this.edge.workspace);
    const place = { workspace: this.edge.workspace, playbook, now: this.now };
    const row = rowOf(place, id, eventsOf(place, id, { daysAgo, amount }));
    await customers.insertOne(row);
    if (row.segment !== null) this.#came.set(id, { at: this.now, segment: row.segment });
  }

  /** New days of silence are in force; this customer adopts them asleep, if that changes nothing to decide on. */
  async adopts(id: string, lapsedDays: number): Promise<void> {
    const { connection, stores } = this.edge.deps;
    await publishSilenceOver(connection, this.edge.workspace, () => this.now, { lapsedDays });
    const workspace = await stores.workspaces.find(this.edge.workspace);
    const pages = mongoCustomerPages(connection);
    const [was] = await pages.rows([customerKey(this.edge.workspace, customerId.parse(id))]);
    if (!was || workspace === null) return;
    const inForce = await currentPlaybook(stores, this.edge.workspace);
    const adopting = adoptedRow(was, { workspace, playbook: inForce, now: this.now });
    if (adopting) await pages.adopt([adopting], this.now);
  }

  /** A store of its own each time: nothing may live in a process. */
  async catchUp(): Promise<void> {
    await mongoTallyStore(this.edge.deps.connection).catchUp(await this.#census());
  }

  async rebuild() {
    return await mongoTallyStore(this.edge.deps.connection).rebuild(await this.#census());
  }

  async isFarBehind(): Promise<boolean> {
    return await mongoTallyStore(this.edge.deps.connection).isFarBehind(await this.#census());
  }

  async #census() {
    const workspace = await this.edge.deps.stores.workspaces.find(this.edge.workspace);
    if (workspace === null) throw new Error('the workspace is gone');
    return await censusOf(this.edge.deps.stores.playbooks, workspace, this.now);
  }

  async get(path: string) {
    return (await this.edge.call('get', path)).body;
  }

  scans() {
    return scansOf(this.edge.deps.connection, this.where);
  }

  /** Everybody's way from segment to segment, told again from the start: sizes at the end of each day, today last. */
  async sizes(count: number): Promise<ReadonlyMap<string, readonly number[]>> {
    const today = dayOf(this.now, ZONE);
    const ends = Array.from({ length: count }, (_, n) => today - count + 1 + n);
    const sizes = new Map<string, number[]>();
    for (const { _id: key, customer, state } of await customerCollection(this.edge.deps.connection).find().toArray()) {
      const entries = journalCollection(this.edge.deps.connection).find({ key, seq: { $lte: state.seq } });
      const stays: { day: number; segment: string | null }[] = [];
      const came = this.#came.get(customer);
      if (came) stays.push({ day: dayOf(came.at, ZONE), segment: came.segment });
      for (const { at, move } of await entries.sort({ seq: 1 }).toArray()) {
        if (move) stays.push({ day: dayOf(at, ZONE), segment: move.to });
      }
      ends.forEach((end, index) => {
        const segment = stays.findLast(({ day }) => day <= end)?.segment ?? null;
        if (segment === null) return;
        const own = sizes.get(segment) ?? ends.map(() => 0);
        sizes.set(segment, own.with(index, (own[index] ?? 0) + 1));
      });
    }
    return sizes;
  }
}

/** An API of its own for the tests of a file, and an empty world for each of them. */
export function eachWorld(): { readonly edge: Edge; readonly world: World } {
  let edge: Edge | undefined;
  let world: World | undefined;
  beforeAll(async () => {
    edge = await openEdge();
  });
  afterAll(async () => await edge?.close());
  beforeEach(async () => {
    if (edge) world = await World.emptied(edge);
  });
  const there = <Part>(part: Part | undefined): Part => {
    if (part === undefined) throw new Error('there is a world only while a test runs');
    return part;
  };
  return {
    get edge() {
      return there(edge);
    },
    get world() {
      return there(world);
    },
  };
}
