import { MockActivityEnvironment } from '@temporalio/testing';
import { NativeConnection, Worker } from '@temporalio/worker';
import { inject } from 'vitest';
import { createActivities, type Activities } from '../../activities/index.ts';
import type { JobDeps } from '../../activities/jobs/job-deps.ts';
import { createJobActivities, mongoJobDeps } from '../../activities/jobs/jobs.ts';
import { keepUpOnce } from '../../activities/jobs/keep-up.ts';
import { customerRow } from '../../db/customers/customer-row.ts';
import { customerCollection, type CustomerRow } from '../../db/customers/customers.ts';
import { eventCollection, type EventRow } from '../../db/events/events.ts';
import { importChain } from '../../db/customers/imported.ts';
import { mongoPlaybookStore } from '../../db/playbook/playbooks.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { applyEvent, nothingRecalled } from '../../domain/decision/apply-event.ts';
import { fold } from '../../domain/decision/decide.ts';
import type { Purchase } from '../../domain/events/event.ts';
import { customerId, eventId, sourceId } from '../../domain/ids.schema.ts';
import { customerKey, eventKey } from '../../domain/keys.ts';
import type { Playbook } from '../../domain/playbook.ts';
import { parseDraft } from '../../domain/scoring/parse-draft.ts';
import type { SilenceModel } from '../../domain/silence/silence-model.ts';
import { NEW_CUSTOMER, type CustomerState } from '../../domain/decision/state.ts';
import type { Instant } from '../../domain/time.ts';
import type { JobWanted } from '../../jobs/begin.ts';
import { openJobs, type Jobs } from '../../jobs/open.ts';
import { eventually, ImportWorld, type WorldOptions } from './import-world.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { publishSilenceOver } from '../publish.ts';
import { IN_THIS_THREAD } from './this-thread.ts';

const SEED = 'seed';

/** One customer's purchases, amounts in minor units. */
export interface Bought {
  readonly customer: string;
  readonly at: readonly Instant[];
  readonly amount: number;
}

/** A workspace on real servers whose background jobs a test can look at and change. */
export class JobWorld {
  readonly shop: ImportWorld;
  readonly jobs: Jobs;
  readonly #native: NativeConnection;
  readonly #coding: WorldOptions['coding'];
  #stopWorker: () => Promise<void> = async () => undefined;

  private constructor(shop: ImportWorld, native: NativeConnection, coding: WorldOptions['coding']) {
    this.shop = shop;
    this.#native = native;
    this.#coding = coding;
    this.jobs = openJobs({
      connection: shop.store,
      client: shop.client,
      now: Date.now,
      failed: () => undefined,
      taskQueue: shop.taskQueue,
    });
  }

  static async open(options: Omit<WorldOptions, 'worker' | 'deps'> = {}): Promise<JobWorld> {
    const shop = await ImportWorld.open({ ...options, worker: false });
    const native = await NativeConnection.connect({ address: inject('temporalAddress') });
    return new JobWorld(shop, native, options.coding);
  }

  /**
   * @param change replaces parts of what the jobs' activities work with
   * @param replace replaces activities
   */
  async startWorker(
    change: (deps: JobDeps) => Partial<JobDeps> = () => ({}),
    replace: (activities: Activities) => Partial<Activities> = () => ({}),
  ): Promise<void> {
    const { store, taskQueue } = this.shop;
    const deps = mongoJobDeps(store, {
      playbooks: mongoPlaybookStore(store),
      from: 'shop@example.com',
      workspace: async () => await this.shop.workspaceRow(),
    });
    const outside = { smtpUrl: undefined, mailboxUrl: 'smtp://127.0.0.1:1', from: 'shop@example.com' };
    const activities = createActivities({ connection: store, ...outside });
    const coding = this.#coding?.(store);
    const worker = await Worker.create({
      connection: this.#native,
      taskQueue,
      workflowBundle: coding ? await workflowBundle(coding) : { codePath: inject('workflowBundlePath') },
      ...(coding && { dataConverter: coding.dataConverter }),
      activities: {
        ...activities,
        ...createJobActivities({ ...deps, ...change(deps) }),
        ...replace(activities),
      },
      reuseV8Context: true,
      debugMode: IN_THIS_THREAD,
    });
    const running = worker.run();
    this.#stopWorker = async () => {
      worker.shutdown();
      await running;
    };
  }

  async stopWorker(): Promise<void> {
    await this.#stopWorker();
    this.#stopWorker = async () => undefined;
  }

  async close(): Promise<void> {
    await this.stopWorker();
    await this.shop.close();
    await this.#native.close();
  }

  /** Makes customers of purchases as an import leaves them: known, scored, and never started. */
  async settle(customers: readonly Bought[], now: Instant = Date.now()): Promise<void> {
    const playbook = await this.playbook();
    const made = customers.map((one) => this.#settled(one, playbook, now));
    await eventCollection(this.shop.store).insertMany(made.flatMap(({ events }) => [...events]));
    await customerCollection(this.shop.store).insertMany(made.map(({ row }) => row));
  }

  #settled({ customer: name, at, amount }: Bought, playbook: Playbook, now: Instant) {
    const { workspace } = this.shop;
    const customer = customerId.parse(name);
    const purchases = at.map((when, index): Purchase => {
      const key = eventKey(workspace, sourceId.parse('api'), eventId.parse(`${name}-${index}`));
      return { kind: 'purchase', key, customer, at: when, seenAt: when, receivedAt: when, amount, silent: true };
    });
    const { counts } = playbook.scoring;
    const state = purchases.reduce<CustomerState>(
      (known, event) => applyEvent(known, nothingRecalled(), event, counts),
      {
        ...NEW_CUSTOMER,
        base: SEED,
      },
    );
    const key = customerKey(workspace, customer);
    const folded = fold({ customer: key, playbook, timezone: 'UTC', sandbox: false, state, now });
    const row: CustomerRow = customerRow({ workspace, customer, chain: importChain(SEED) }, key, folded, playbook);
    const events: readonly EventRow[] = purchases.map((event) => {
      return { _id: event.key, workspace, customer, event, hash: event.key, receivedAt: event.at, import: SEED };
    });
    return { row, events };
  }

  async begin<Wanted extends JobWanted>(wanted: Wanted): Promise<JobRow<Wanted['kind']>> {
    return await this.jobs.begin(this.shop.workspace, wanted);
  }

  /** Begins to try a draft that ships. */
  async preview(input: unknown = { preset: 'seven' }): Promise<JobRow<'preview'>> {
    const parsed = parseDraft(input);
    if (!('draft' in parsed)) throw new Error(JSON.stringify(parsed));
    return await this.begin({ kind: 'preview', options: { draft: parsed.draft }, warnings: [] });
  }

  /** One round of upkeep, over the real Temporal. */
  async keepUp(): Promise<void> {
    const { store, client, taskQueue } = this.shop;
    const deps = mongoJobDeps(store, {
      playbooks: mongoPlaybookStore(store),
      from: 'shop@example.com',
      workspace: async () => await this.shop.workspaceRow(),
    });
    await new MockActivityEnvironment({ taskQueue }, { client }).run(() => keepUpOnce(deps));
  }

  async ended(id: string): Promise<JobRow> {
    return await eventually(async () => {
      const row = await this.jobs.rows.find(this.shop.workspace, id);
      return row?.active === undefined && row;
    });
  }

  async playbook(): Promise<Playbook> {
    const row = await this.shop.workspaceRow();
    return await mongoPlaybookStore(this.shop.store).load(row._id, row.playbook);
  }

  /** Publishes other rules of silence; nobody is told. */
  async publish(change: Partial<SilenceModel>): Promise<Playbook> {
    const { store, workspace } = this.shop;
    return await publishSilenceOver(store, workspace, Date.now, change);
  }
}

export { eventually };
