import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Client, Connection as TemporalConnection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { Connection } from 'mongoose';
import { inject } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import type { JobDeps } from '../../activities/jobs/job-deps.ts';
import { createJobActivities, mongoJobDeps } from '../../activities/jobs/jobs.ts';
import type { Coding } from '../../codec/coding.ts';
import { customerCollection, readCustomer, type CustomerRow } from '../../db/customers/customers.ts';
import { eventCollection, type EventRow } from '../../db/events/events.ts';
import { journalCollection } from '../../db/events/journal.ts';
import { isOf, type ImportOptions, type JobRow } from '../../db/jobs/rows.ts';
import { mongoPlaybookStore } from '../../db/playbook/playbooks.ts';
import type { RejectedRow } from '../../db/jobs/rejected-rows.ts';
import { workspaceCollection, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { customerId, sourceId, workspaceId, type WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey, workflowId } from '../../domain/keys.ts';
import type { Playbook } from '../../domain/playbook.ts';
import { wireEvent } from '../../domain/events/event.schema.ts';
import { acceptEvents, type Verdict } from '../../ingest/accept.ts';
import { eventRow } from '../../ingest/event-row.ts';
import { openIngest, wakesOf, type Ingest } from '../../ingest/open.ts';
import { openJobs, type Jobs } from '../../jobs/open.ts';
import type { FileBegun } from '../../jobs/with-file.ts';
import { HEARS_WITHIN } from '../../worker/worker.ts';
import { aPlaybook, atAnyHour } from '../builders.ts';
import { openDatabase, type TestDatabase } from '../databases.ts';
import { eventually } from './harness.ts';
import { quietly } from './quietly.ts';
import { IN_THIS_THREAD } from './this-thread.ts';

export interface WorldOptions {
  readonly playbook?: Playbook;
  readonly clock?: number;
  readonly timezone?: string;
  /** Replaces parts of what the import's activities work with. */
  readonly deps?: (deps: JobDeps) => Partial<JobDeps>;
  /** How values go to Temporal; left out: as they are. */
  readonly coding?: (store: Connection) => Coding;
  /** Leaves the work to a worker elsewhere. */
  readonly worker?: false;
}

export const PLAIN: ImportOptions = { format: 'csv', mapping: {}, source: sourceId.parse('api') };

/** A workspace of its own on the servers of this run, with everything real: store, Temporal, worker, ingest. */
export class ImportWorld {
  readonly store: Connection;
  readonly client: Client;
  /** Workflow ids are shared by all tests of a run. */
  readonly workspace: WorkspaceId = workspaceId.parse(`shop-${randomUUID().slice(0, 8)}`);
  readonly taskQueue: string = `import-${randomUUID()}`;
  readonly ingest: Ingest;
  readonly jobs: Jobs;
  /** The connection string of the world's own database. */
  readonly uri: string;
  readonly #database: TestDatabase;
  readonly #native: NativeConnection;
  #stopWorker: () => Promise<void> = async () => undefined;

  private constructor(database: TestDatabase, client: Client, native: NativeConnection) {
    const { connection: store, uri } = database;
    this.#database = database;
    this.uri = uri;
    this.store = store;
    this.client = client;
    this.#native = native;
    const outside = {
      connection: store,
      client,
      now: Date.now,
      failed: () => undefined,
      taskQueue: this.taskQueue,
    };
    this.ingest = openIngest({ ...outside, ...wakesOf(client, { taskQueue: this.taskQueue }) });
    this.jobs = openJobs(outside);
  }

  static async open(options: WorldOptions = {}): Promise<ImportWorld> {
    quietly();
    const address = inject('temporalAddress');
    const [database, connection, native] = await Promise.all([
      openDatabase(inject('mongodbUri'), 'import'),
      TemporalConnection.connect({ address }),
      NativeConnection.connect({ address }),
    ]);
    const dataConverter = options.coding?.(database.connection).dataConverter;
    const client = new Client({ connection, ...(dataConverter && { dataConverter }) });
    const world = new ImportWorld(database, client, native);
    await world.#prepare(options);
    if (options.worker !== false) await world.startWorker(options.deps);
    return world;
  }

  async #prepare({ playbook = aPlaybook(), clock, timezone = 'UTC' }: WorldOptions): Promise<void> {
    const row: WorkspaceRow = { _id: this.workspace, currency: 'GBP', timezone, playbook: 1, createdAt: 0 };
    await workspaceCollection(this.store).insertOne({ ...row, ...(clock === undefined ? {} : { clock }) });
    await mongoPlaybookStore(this.store).publish(this.workspace, { ...atAnyHour(playbook), version: 1 });
    this.#activities();
    await this.#database.index();
  }

  #activities() {
    const outside = { smtpUrl: undefined, mailboxUrl: 'smtp://127.0.0.1:1', from: 'shop@example.com' };
    return createActivities({ connection: this.store, ...outside });
  }

  async startWorker(change: (deps: JobDeps) => Partial<JobDeps> = () => ({})): Promise<void> {
    const deps = mongoJobDeps(this.store, {
      playbooks: mongoPlaybookStore(this.store),
      from: 'shop@example.com',
      workspace: async () => await this.workspaceRow(),
    });
    const worker = await Worker.create({
      connection: this.#native,
      taskQueue: this.taskQueue,
      workflowBundle: { codePath: inject('workflowBundlePath') },
      activities: { ...this.#activities(), ...createJobActivities({ ...deps, ...change(deps) }) },
      reuseV8Context: true,
      debugMode: IN_THIS_THREAD,
      maxHeartbeatThrottleInterval: HEARS_WITHIN,
    });
    const running = worker.run();
    this.#stopWorker = async () => {
      worker.shutdown();
      await running;
    };
  }

  async close(): Promise<void> {
    await this.#stopWorker();
    await Promise.all([this.#database.close(), this.client.connection.close(), this.#native.close()]);
  }

  async workspaceRow(): Promise<WorkspaceRow> {
    const row = await workspaceCollection(this.store).findOne({ _id: this.workspace });
    if (row === null) throw new Error('the workspace is gone');
    return row;
  }

  async begin(file: string, options: Partial<ImportOptions> = {}): Promise<FileBegun<'import'>> {
    return await this.jobs.beginImport(
      await this.workspaceRow(),
      { ...PLAIN, ...options },
      Readable.from([Buffer.from(file)]),
    );
  }

  /** Begins an import that is expected to be taken. */
  async send(file: string, options: Partial<ImportOptions> = {}): Promise<JobRow<'import'>> {
    const begun = await this.begin(file, options);
    if (begun.is !== 'begun') throw new Error(JSON.stringify(begun));
    return begun.job;
  }

  async job(id: string): Promise<JobRow<'import'>> {
    const row = await this.jobs.rows.find(this.workspace, id);
    if (row === null || !isOf(row, 'import')) throw new Error(`there is no import ${id}`);
    return row;
  }

  async ended(id: string): Promise<JobRow<'import'>> {
    const look = async () => {
      const row = await this.job(id);
      return row.active === undefined && row;
    };
    // The largest files take minutes on a busy machine.
    return await eventually(look, { what: `job ${id} has ended`, withinMs: 380_000 });
  }

  /** Imports a file to its end. */
  async import(file: string, options: Partial<ImportOptions> = {}): Promise<JobRow<'import'>> {
    return await this.ended((await this.send(file, options))._id);
  }

  /** Sends an event as a client of the API does. */
  async tell(event: Readonly<Record<string, unknown>>): Promise<Verdict | undefined> {
    const arrival = { workspace: await this.workspaceRow(), receivedAt: Date.now() };
    const [verdict] = await acceptEvents(this.ingest, [eventRow(wireEvent.parse(event), arrival)]);
    return verdict;
  }

  async customer(id: string): Promise<CustomerRow | null> {
    const row = await customerCollection(this.store).findOne({
      _id: customerKey(this.workspace, customerId.parse(id)),
    });
    return row && readCustomer(row);
  }

  async customers(): Promise<readonly CustomerRow[]> {
    const rows = await customerCollection(this.store).find({ workspace: this.workspace }).sort({ _id: 1 }).toArray();
    return rows.map(readCustomer);
  }

  async events(): Promise<readonly EventRow[]> {
    return await eventCollection(this.store).find({ workspace: this.workspace }).toArray();
  }

  async journalLength(): Promise<number> {
    return await journalCollection(this.store).countDocuments({ workspace: this.workspace });
  }

  async rejected(job: string): Promise<readonly RejectedRow[]> {
    const rows = [];
    for await (const row of this.jobs.rejected.list(job)) rows.push(row);
    return rows;
  }

  workflow(customer: string) {
    return this.client.workflow.getHandle(workflowId(customerKey(this.workspace, customerId.parse(customer))));
  }

  /** How many documents GridFS holds. */
  async uploads(): Promise<number> {
    const db = this.store.getClient().db(this.store.name);
    const counts = ['uploads.files', 'uploads.chunks'].map((name) => db.collection(name).countDocuments());
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  }
}

export const HEADER = 'id,customer,at,amount';

/** A file of orders from `[id, customer, time, amount]`. */
export function file(...rows: readonly (readonly [string, string, string, string | number])[]): string {
  return `${[HEADER, ...rows.map((row) => row.join(','))].join('\n')}\n`;
}

export { eventually };
