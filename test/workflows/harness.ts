import { randomUUID } from 'node:crypto';
import { Client, Connection as TemporalConnection } from '@temporalio/client';
import { defaultPayloadConverter, toPayloads, type Duration } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { Connection } from 'mongoose';
import { inject } from 'vitest';
import { createDecide } from '../../activities/decide.ts';
import { createGiveUp } from '../../activities/settle-lost-effects.ts';
import { customerCollection, readCustomer, type CustomerRow } from '../../db/customers/customers.ts';
import { mongoDecisionStore } from '../../db/events/decisions.ts';
import { journalCollection, type JournalRow } from '../../db/events/journal.ts';
import { eventCollection } from '../../db/events/events.ts';
import { mongoEffectLedger } from '../../db/messaging/ledger.ts';
import { mongoPlaybookStore } from '../../db/playbook/playbooks.ts';
import { mongoErasureStore } from '../../db/privacy/erasures.ts';
import { mongoQuarantineStore } from '../../db/events/quarantine.ts';
import { workspaceCollection } from '../../db/workspaces/workspaces.ts';
import type { RecordedEffect } from '../../domain/earlier-effect.ts';
import type { EffectKind } from '../../domain/effect.ts';
import type { Activity, CustomerEvent, Purchase } from '../../domain/events/event.ts';
import { customerId, eventId, sourceId, workspaceId } from '../../domain/ids.schema.ts';
import type { JourneyDefinition } from '../../domain/journey/definition/definition.schema.ts';
import { customerKey, eventKey, workflowId, type EventKey } from '../../domain/keys.ts';
import { publishJourney, startingPlaybook, type Playbook } from '../../domain/playbook.ts';
import type { Instant } from '../../domain/time.ts';
import {
  deliver,
  mailQueue,
  webhookQueue,
  type CustomerInput,
  type Delivery,
  type EffectCall,
} from '../../workflows/messages.ts';
import { openDatabase, type TestDatabase } from '../databases.ts';
import { eventually } from '../eventually.ts';
import { quietly } from './quietly.ts';
import { IN_THIS_THREAD } from './this-thread.ts';

const WORKSPACE = workspaceId.parse('shop');

/** A workspace of its own on the servers of this run: the real workflow, the real core, a real store. */
export class Harness {
  readonly store: Connection;
  readonly client: Client;
  readonly taskQueue = `test-${randomUUID()}`;
  /** What the effects' activities were asked to do, in order. */
  readonly performed: RecordedEffect[] = [];
  /** Replace it to make effects slow or failing. */
  perform: (effect: RecordedEffect) => Promise<void> = async () => undefined;
  readonly #database: TestDatabase;
  readonly #native: NativeConnection;
  #workers: readonly { readonly worker: Worker; readonly running: Promise<void> }[] = [];

  private constructor(database: TestDatabase, client: Client, native: NativeConnection) {
    this.#database = database;
    this.store = database.connection;
    this.client = client;
    this.#native = native;
  }

  static async start(journeys: readonly JourneyDefinition[] = []): Promise<Harness> {
    quietly();
    const address = inject('temporalAddress');
    const [database, connection, native] = await Promise.all([
      openDatabase(inject('mongodbUri'), 'wf'),
      TemporalConnection.connect({ address }),
      NativeConnection.connect({ address }),
    ]);
    const harness = new Harness(database, new Client({ connection }), native);
    await harness.#prepare(journeys.reduce<Playbook>(publishJourney, startingPlaybook([2_000, 5_000, 10_000, 20_000])));
    await harness.startWorker();
    return harness;
  }

  async #prepare(playbook: Playbook): Promise<void> {
    const createdAt = Date.now();
    await workspaceCollection(this.store).insertOne({
      _id: WORKSPACE,
      currency: 'EUR',
      timezone: 'UTC',
      playbook: playbook.version,
      createdAt,
    });
    await mongoPlaybookStore(this.store).publish(WORKSPACE, playbook);
    mongoDecisionStore(this.store);
    await this.#database.index();
  }

  async startWorker(): Promise<void> {
    const common = { connection: this.#native, reuseV8Context: true, debugMode: IN_THIS_THREAD };
    const activities = {
      decide: this.#decide(),
      sendMessage: this.#record(),
      showPlacement: this.#record(),
      callWebhook: this.#record(),
      changeTier: this.#record(),
      grantCoupon: this.#record(),
      tellReferrer: this.#record(),
    };
    const workflowBundle = { codePath: inject('workflowBundlePath') };
    const workers = await Promise.all([
      Worker.create({ ...common, taskQueue: this.taskQueue, activities, workflowBundle }),
      Worker.create({ ...common, taskQueue: mailQueue(this.taskQueue, false), activities }),
      Worker.create({ ...common, taskQueue: mailQueue(this.taskQueue, true), activities }),
      Worker.create({ ...common, taskQueue: webhookQueue(this.taskQueue), activities }),
    ]);
    this.#workers = workers.map((worker) => ({ worker, running: worker.run() }));
  }

  /** Makes the workspace one with a test clock, where no consent is needed. */
  async sandbox(): Promise<void> {
    await workspaceCollection(this.store).updateOne({ _id: WORKSPACE }, { $set: { clock: 0 } });
  }

  async stopWorker(): Promise<void> {
    for (const { worker } of this.#workers) worker.shutdown();
    await Promise.all(this.#workers.map(({ running }) => running));
    this.#workers = [];
  }

  async stop(): Promise<void> {
    await this.stopWorker();
    await Promise.all([this.#database.close(), this.client.connection.close(), this.#native.close()]);
  }

  /** Delivers as the API does; the server skips this customer's idle time, months in a moment. */
  async deliver(customer: string, events: readonly CustomerEvent[], input: Partial<CustomerInput> = {}): Promise<void> {
    const id = customerId.parse(customer);
    const payloads = (...values: readonly unknown[]) => ({
      payloads: toPayloads(defaultPayloadConverter, ...values) ?? [],
    });
    const start: CustomerInput = { workspace: WORKSPACE, customer: id, testClock: false, ...input };
    const delivery: Delivery = { events: await this.#stored(events) };
    await this.client.workflowService.signalWithStartWorkflowExecution({
      namespace: 'default',
      workflowId: this.workflowId(customer),
      workflowType: { name: 'customer' },
      taskQueue: { name: this.taskQueue },
      requestId: randomUUID(),
      input: payloads(start),
      signalName: 'deliver',
      signalInput: payloads(delivery),
      timeSkippingConfig: { enabled: true },
    });
  }

  /** Delivers as the API does, in real time. */
  async deliverHere(
    customer: string,
    events: readonly CustomerEvent[],
    input: Partial<CustomerInput> = {},
    clock?: Instant,
  ): Promise<void> {
    const id = customerId.parse(customer);
    await this.client.workflow.signalWithStart('customer', {
      workflowId: this.workflowId(customer),
      taskQueue: this.taskQueue,
      args: [{ workspace: WORKSPACE, customer: id, testClock: false, ...input }],
      signal: deliver,
      signalArgs: [{ events: await this.#stored(events), ...(clock === undefined ? {} : { clock }) }],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  }

  /** Signals name events; what they say is in the store. */
  async #stored(events: readonly CustomerEvent[]): Promise<readonly EventKey[]> {
    const rows = eventCollection(this.store);
    for (const event of events) {
      const { key: _id, customer, receivedAt } = event;
      const row = { workspace: WORKSPACE, customer, event, hash: _id, receivedAt };
      await rows.updateOne({ _id }, { $setOnInsert: row }, { upsert: true });
    }
    return events.map(({ key }) => key);
  }

  /** Starts a customer as an import does. */
  async startDelayed(customer: string, startDelay: Duration): Promise<void> {
    const id = customerId.parse(customer);
    const input: CustomerInput = { workspace: WORKSPACE, customer: id, testClock: false };
    await this.client.workflow.start('customer', {
      workflowId: this.workflowId(customer),
      taskQueue: this.taskQueue,
      args: [input],
      startDelay,
    });
  }

  /** How many runs this customer's workflow has had. */
  async runsOf(customer: string): Promise<number> {
    const id = this.workflowId(customer);
    return await eventually(async () => {
      const { count } = await this.client.workflow.count(`WorkflowId = "${id}"`);
      return count > 1 && count;
    });
  }

  /** The runs of this customer's workflow, oldest first. */
  async runIds(customer: string): Promise<readonly string[]> {
    const query = `WorkflowId = "${this.workflowId(customer)}"`;
    return await eventually(async () => {
      const runs = [];
      for await (const run of this.client.workflow.list({ query })) runs.push(run);
      const isSettled = runs.filter((run) => run.status.name === 'RUNNING').length === 1;
      return isSettled && runs.toSorted((a, b) => +a.startTime - +b.startTime).map((run) => run.runId);
    });
  }

  /** Workflow ids are shared by all tests of a run, so each harness has names of its own. */
  name(customer: string): string {
    return `${customer}-${this.taskQueue.slice(-6)}`;
  }

  workflowId(customer: string): string {
    return workflowId(customerKey(WORKSPACE, customerId.parse(customer)));
  }

  async row(customer: string): Promise<CustomerRow | null> {
    const row = await customerCollection(this.store).findOne({
      _id: customerKey(WORKSPACE, customerId.parse(customer)),
    });
    return row && readCustomer(row);
  }

  async journal(customer: string): Promise<readonly JournalRow[]> {
    const key = customerKey(WORKSPACE, customerId.parse(customer));
    return await journalCollection(this.store).find({ key }).sort({ seq: 1 }).toArray();
  }

  /** The history's event types, such as `TIMER_STARTED`, once no workflow task is open. */
  async settledHistory(customer: string): Promise<readonly string[]> {
    const open = new Set([
      'WORKFLOW_EXECUTION_STARTED',
      'WORKFLOW_EXECUTION_SIGNALED',
      'WORKFLOW_TASK_SCHEDULED',
      'WORKFLOW_TASK_STARTED',
    ]);
    return await eventually(async () => {
      const history = await this.client.workflow.getHandle(this.workflowId(customer)).fetchHistory();
      const { events } = JSON.parse(historyToJSON(history)) as {
        readonly events: readonly { readonly eventType: string }[];
      };
      const types = events.map((event) => event.eventType.replace('EVENT_TYPE_', ''));
      return !open.has(types.at(-1) ?? '') && types;
    });
  }

  #decide() {
    const workspaces = workspaceCollection(this.store);
    return createDecide({
      decisions: mongoDecisionStore(this.store),
      playbooks: mongoPlaybookStore(this.store),
      async workspace(id) {
        const row = await workspaces.findOne({ _id: id });
        if (row === null) throw new Error(`workspace ${id} is not in the store`);
        return row;
      },
      giveUp: createGiveUp(mongoEffectLedger(this.store)),
      quarantine: mongoQuarantineStore(this.store),
      erasures: mongoErasureStore(this.store),
      wallClock: Date.now,
    });
  }

  #record() {
    return async ({ effect }: EffectCall<EffectKind>): Promise<void> => {
      await this.perform(effect);
      this.performed.push(effect);
    };
  }
}

let purchases = 0;

/** A purchase that became known when it happened. */
export function purchase(customer: string, at: Instant, amount = 4_000): Purchase {
  purchases += 1;
  const key = eventKey(WORKSPACE, sourceId.parse('api'), eventId.parse(`order-${purchases}`));
  return { kind: 'purchase', key, customer: customerId.parse(customer), at, seenAt: at, receivedAt: at, amount };
}

/** Anything else that became known when it happened. */
export function activity(customer: string, type: string, at: Instant): Activity {
  purchases += 1;
  const key = eventKey(WORKSPACE, sourceId.parse('api'), eventId.parse(`activity-${purchases}`));
  return { kind: 'activity', type, key, customer: customerId.parse(customer), at, seenAt: at, receivedAt: at };
}

export { eventually };
