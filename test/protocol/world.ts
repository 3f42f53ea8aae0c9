import type { EventRow } from '../../db/events/events.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import { HOUR, MINUTE, SECOND, type Instant } from '../../domain/time.ts';
import { acceptEvents, type Verdict } from '../../ingest/accept.ts';
import { customerKey } from '../../domain/keys.ts';
import type { Playbook } from '../../domain/playbook.ts';
import type { WakeUp } from '../../ingest/dispatch.ts';
import { sweep } from '../../ingest/sweeper.ts';
import { memoryAsleepStore } from '../memory/asleep.ts';
import { Tables } from '../memory/tables.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { CustomerInput, DecideCall, Delivery } from '../../workflows/messages.ts';
import { ActorPromises } from './actor-promises.ts';
import { Asks } from './asks.ts';
import { decideIn, playbookOf } from './attempt.ts';
import { Hazards } from './hazards.ts';
import { launch } from './launch.ts';
import { CUSTOMERS, planPosts, SHOP, WORKSPACE, type Post } from './orders.ts';
import { planAsks } from './points.ts';
import { portsOf, updateOf, type Ports } from './ports.ts';
import type { Planted } from './plant.ts';
import type { Random } from './random.ts';
import { isAlive, Scheduler, type Process } from './scheduler.ts';
import { performDue } from './temporal/activities.ts';
import type { Json, Message, Outcome } from './temporal/commands.ts';
import { Execution } from './temporal/execution.ts';
import type { Program } from './temporal/program.ts';
import { instanceOf, workOn } from './temporal/task.ts';

interface Request {
  readonly post: Post;
  /** The client has given up waiting; an answer reaches nobody. */
  isAbandoned: boolean;
}

const MAX_TRIES = 6;
/** Far more than any run needs to come to rest. */
const MAX_STEPS = 5_000;
/** How often somebody's next alarm is waited for at the end: stages of silence, and waits of journeys. */
const ALARMS = 3;
/** What happens within this is still under way. */
const SOON = 3 * SECOND;
/** A worker's memory of a workflow does not last. */
const EVICTED = 0.1;

/** A promise broken too: what is accepted is applied in the end. */
export class RestlessError extends Error {
  override readonly name = 'RestlessError';
}

/**
 * The real ingest, workflow and decide code, in processes that die and freeze, over a store and a Temporal that come and
 * go. In some worlds time is that of a test clock.
 */
export class World {
  readonly tables = new Tables();
  readonly scheduler: Scheduler;
  readonly hazards: Hazards;
  readonly customers: ReadonlyMap<CustomerId, Execution>;
  readonly promises: ActorPromises;
  /** What clients hold a 202 for. */
  readonly acknowledged: { readonly row: EventRow; readonly verdict: Verdict }[] = [];
  readonly planted: Planted;
  /** Where its test clock stands, if it has one. */
  shop: WorkspaceRow;
  /** They cost more than anything else here, so that most worlds do without. */
  readonly hasManyEffects: boolean;
  /** In some worlds customers have points, and clients wait for what becomes of them. */
  readonly hasPoints: boolean;
  readonly playbook: Playbook;
  readonly asks: Asks;
  readonly #program: Program;
  /** Small, so that runs continue as new in the middle of everything. */
  readonly #continueAfter: number;
  readonly #random: Random;
  readonly #queue: Post[];
  readonly #zombies: Process[] = [];
  #launches = 0;
  #requests: Request[] = [];
  #attempts: Process[] = [];
  #api: Process = { fate: 'runs', tasks: 0 };
  #ports: Ports;

  constructor(random: Random, program: Program, planted: Planted, hasPoints: boolean) {
    this.#random = random;
    this.#program = program;
    this.planted = planted;
    this.scheduler = new Scheduler(random);
    this.shop = random.chance(0.25) ? { ...SHOP, clock: this.scheduler.now } : SHOP;
    this.hasManyEffects = random.chance(0.2);
    this.#continueAfter = 10 + random.below(30);
    this.promises = new ActorPromises(this.shop.clock !== undefined);
    this.customers = new Map(CUSTOMERS.map((id) => [id, new Execution(id, this.promises)]));
    this.hazards = new Hazards(random, this.tables);
    this.#queue = planPosts(random, this.scheduler.now);
    this.hasPoints = hasPoints;
    this.playbook = playbookOf(this);
    this.asks = new Asks(hasPoints ? planAsks(random) : [], {
      scheduler: this.scheduler,
      random,
      tables: this.tables,
      planted,
      send: (wakeUp, { id, event }) => this.#send(wakeUp, (delivery) => updateOf(id, delivery, event)),
    });
    this.#ports = this.#startApi();
  }

  /** Everything goes wrong that can, until no client has anything left to send. */
  async suffer(): Promise<void> {
    for (
      let steps = 0;
      steps < MAX_STEPS && (this.#queue.length > 0 || !this.asks.isDone || this.#api.tasks > 0);
      steps += 1
    ) {
      this.hazards.drift();
      this.#dare();
      this.#serve(0.3);
      await this.scheduler.step((process) => this.#strike(process));
    }
  }

  /** Servers are back, clients try again, the sweeper runs, and whoever was frozen thaws, sooner or later. */
  async recover(): Promise<void> {
    this.hazards.repair();
    for (let round = 0; round < 40; round += 1) {
      await this.#drain();
      this.#thawSome(round > 6 ? 1 : 0.3);
      if (this.#random.chance(0.5)) await this.#drain();
      this.scheduler.now += MINUTE;
      this.#sweep();
      await this.#drain();
      if (this.#zombies.length === 0 && this.#queue.length === 0 && !this.#hasOpenRows()) return;
    }
  }

  /** Rows that are not known to be applied. */
  #hasOpenRows(): boolean {
    return [...this.tables.events.local.values()].some((row) => row.p !== undefined);
  }

  /** Whoever has asked for points asks once more under the same key, while nothing is wrong. */
  async askAgain(): Promise<void> {
    if (!this.hasPoints) return;
    this.asks.askAllAgain();
    await this.#drain();
    await this.recover();
  }

  /** Alarms ring, one after another; then nothing may be open any more. */
  async letTimePass(): Promise<void> {
    for (let alarms = 0; alarms < ALARMS; alarms += 1) {
      this.#passTo(this.#nextInstant());
      await this.#drain();
    }
    const now = this.shop.clock ?? this.scheduler.now;
    for (const customer of this.customers.values()) this.promises.atRest(this.#program, customer, now);
  }

  /** Every customer's run ends, and a wake-up without news starts a new life from what the store kept. */
  async revive(): Promise<void> {
    for (const customer of this.customers.values()) {
      if (customer.chain === 0) continue;
      customer.terminate();
      this.#signal({ customer: customer.id, events: [] });
    }
    await this.#drain();
  }

  /** When something happens next by time alone. */
  #nextInstant(): Instant {
    const customers = [...this.customers.values()];
    if (this.shop.clock === undefined) return Math.min(...customers.map(({ nextAt }) => nextAt));
    return Math.min(...customers.map((customer) => this.promises.lastReply(customer)?.wake?.at ?? Infinity));
  }

  /** A test clock moves by waking everybody; time goes on by itself. */
  #passTo(instant: Instant): void {
    if (instant === Infinity) return;
    const { clock } = this.shop;
    if (clock === undefined) {
      this.scheduler.now = Math.max(this.scheduler.now, instant);
      return;
    }
    this.shop = { ...SHOP, clock: Math.max(clock, instant) };
    for (const { id, chain } of this.customers.values()) if (chain > 0) this.#signal({ customer: id, events: [] });
  }

  /** What `ingest/wake.ts` asks Temporal for. */
  #signal(wakeUp: Omit<WakeUp, 'workspace'>): void {
    this.#send(wakeUp, (delivery) => ({ is: 'signal', name: 'deliver', input: JSON.stringify([delivery]) }));
  }

  #send(
    { customer, events, clock = this.shop.clock }: Omit<WakeUp, 'workspace'>,
    messageOf: (delivery: Delivery) => Message,
  ): Execution | undefined {
    const input: CustomerInput = {
      workspace: WORKSPACE,
      customer,
      testClock: clock !== undefined,
      continueAfter: this.#continueAfter,
    };
    const delivery: Delivery = { events, ...(clock === undefined ? {} : { clock }) };
    const execution = this.customers.get(customer);
    execution?.sendWithStart(JSON.stringify(input), messageOf(delivery));
    return execution;
  }

  #dare(): void {
    const random = this.#random;
    if (this.#queue.length > 0 && this.#api.tasks < 4 && random.chance(0.12)) this.#post();
    if (!this.asks.isDone && this.#api.tasks < 4 && random.chance(0.1))
      this.asks.next(this.#api, this.#ports, this.shop, this.scheduler.now);
    if (random.chance(0.025)) this.#sweep();
    if (random.chance(0.02)) this.#launch(random.pick(CUSTOMERS));
    if (random.chance(0.02)) this.#thawSome(0.5);
    if (random.chance(0.015)) {
      const customer = this.customers.get(random.pick(CUSTOMERS));
      // Ended in the middle of a decision that dies with its worker, a life may lose a part of its journal.
      if (customer && customer.attempt === null && !customer.hasLostAttempt) customer.terminate();
    }
    if (random.chance(0.006)) this.#letPass(Math.min(this.#nextInstant(), this.#now + 3 * HOUR));
  }

  /** The server takes a task back from a worker that has had it for so long. */
  #letPass(instant: Instant): void {
    this.#passTo(instant);
    if (this.shop.clock !== undefined) return;
    for (const customer of this.customers.values()) if (customer.attempt !== null) customer.lose();
  }

  /** Of the workspace. */
  get #now(): Instant {
    return this.shop.clock ?? this.scheduler.now;
  }

  #startApi(): Ports {
    this.#api = { fate: 'runs', tasks: 0 };
    this.#ports = this.#portsOf(this.#api);
    return this.#ports;
  }

  #portsOf(process: Process): Ports {
    return portsOf(this, process, (wakeUp) => this.#signal(wakeUp));
  }

  #post(): void {
    const post = this.#queue.shift();
    if (!post) return;
    const request: Request = { post, isAbandoned: false };
    this.#requests.push(request);
    const ports = this.#ports;
    const api = this.#api;
    this.scheduler.run(api, async () => {
      const rows = post.events.map((made) => made({ workspace: this.shop, receivedAt: this.scheduler.now }));
      try {
        const verdicts = await acceptEvents(ports, rows);
        await this.scheduler.pause(api);
        if (request.isAbandoned) return;
        rows.forEach((row, index) => this.acknowledged.push({ row, verdict: verdicts[index] ?? 'conflict' }));
      } catch {
        this.#tryAgain(request);
      }
      request.isAbandoned = true;
    });
  }

  /** Later, among whatever else there is to send; some clients give up in the end. */
  #tryAgain(request: Request): void {
    const { post } = request;
    if (request.isAbandoned) return;
    request.isAbandoned = true;
    post.tries += 1;
    if (post.tries >= MAX_TRIES && this.#random.chance(0.3)) return;
    this.#queue.splice(this.#random.below(this.#queue.length + 1), 0, post);
  }

  #sweep(): void {
    if (this.planted.withoutSweeper) return;
    const ports = this.#ports;
    this.scheduler.run(this.#api, async () => {
      try {
        const quarantine = { setAside: async () => undefined };
        await sweep({ ...ports, quarantine, now: () => this.scheduler.now, failed: () => undefined });
      } catch {
        // The next sweep does it.
      }
    });
  }

  /** A worker asks somebody into a journey, of whom it has read what the store shows. */
  #launch(customer: CustomerId): void {
    const process: Process = { fate: 'runs', tasks: 0 };
    const { scheduler, hazards, tables, shop } = this;
    const trip = hazards.tripOf(scheduler, process, () => hazards.storeAway);
    const ports = { ...this.#portsOf(process), asleep: memoryAsleepStore(tables, trip) };
    this.#launches += 1;
    const how = { id: `launch-${this.#launches}`, now: scheduler.now, tells: this.#random.chance(0.5) };
    this.#attempts.push(process);
    this.scheduler.run(process, async () => {
      try {
        const row = await trip(() => tables.customers.majority.get(customerKey(WORKSPACE, customer)));
        if (row) await launch(ports, row, shop, this.playbook, how);
      } catch {
        // Whoever has been asked is told by the sweeper.
      }
    });
  }

  /** The server rings timers and hands out tasks, and workers take them. */
  #serve(eagerness: number): void {
    const { scheduler, hazards } = this;
    if (hazards.temporalAway) return;
    for (const customer of this.customers.values()) {
      customer.tick(scheduler.now);
      performDue(customer, { now: scheduler.now, hazards, random: this.#random, eagerness });
      if (customer.hasTask && this.#random.chance(eagerness)) this.#attempt(customer);
    }
  }

  #attempt(customer: Execution): void {
    const { run } = customer;
    if (run === null) return;
    const process: Process = { fate: 'runs', tasks: 0 };
    const jobs = [...run.jobs];
    customer.attempt = process;
    this.#attempts = this.#attempts.filter((attempt) => attempt.tasks > 0);
    this.#attempts.push(process);
    const worker = {
      now: () => this.scheduler.now,
      runLocal: (_name: string, input: Json) => this.#runLocal(process, input),
    };
    this.scheduler.run(process, async () => {
      try {
        const instance = instanceOf(this.#program, customer, run);
        const records = await workOn(instance, run, jobs, worker);
        await this.scheduler.pause(process);
        if (customer.attempt !== process) return;
        const isAway = records === null || this.hazards.temporalAway;
        if (isAway || !customer.complete(records, jobs.length, this.scheduler.now)) customer.lose();
        else if (customer.run === run && !this.#random.chance(EVICTED)) customer.cached = instance;
      } catch (error) {
        this.promises.broken.push(error instanceof Error ? error.message : String(error));
        customer.terminate();
      }
    });
  }

  /** A local activity is tried again with the same arguments, then by a later task, or by another worker. */
  async #runLocal(process: Process, input: Json): Promise<Outcome | null> {
    const [call] = JSON.parse(input) as [DecideCall];
    const decide = decideIn(this, process, call);
    for (let tries = 0; tries < 3; tries += 1) {
      try {
        return { is: 'done', result: JSON.stringify(await decide(call)) };
      } catch {
        await this.scheduler.pause(process);
      }
    }
    return this.#random.chance(0.5) ? { is: 'later', ms: 5 * SECOND } : null;
  }

  /** Now and then a process dies where it stands, or freezes and is taken for dead. */
  #strike(process: Process): boolean {
    if (!this.hazards.crashesNow()) return false;
    process.fate = this.#random.chance(0.4) ? 'frozen' : 'dead';
    if (process.fate === 'frozen') this.#zombies.push(process);
    if (process === this.#api) {
      for (const request of this.#requests.splice(0)) this.#tryAgain(request);
      this.asks.lost();
      this.#startApi();
    }
    for (const customer of this.customers.values()) {
      if (customer.attempt === process) customer.lose();
    }
    return true;
  }

  #thawSome(share: number): void {
    for (const zombie of this.#zombies.splice(0)) {
      if (this.#random.chance(share)) this.scheduler.thaw(zombie);
      else this.#zombies.push(zombie);
    }
  }

  async #drain(): Promise<void> {
    for (let steps = 0; steps < MAX_STEPS; steps += 1) {
      if (this.#queue.length > 0 && this.#api.tasks < 4) this.#post();
      if (!this.asks.isDone && this.#api.tasks < 4)
        this.asks.next(this.#api, this.#ports, this.shop, this.scheduler.now);
      this.#serve(1);
      const moved = await this.scheduler.step(() => false);
      const isBusy =
        moved || this.#queue.length > 0 || !this.asks.isDone || this.#api.tasks > 0 || this.#attempts.some(isAlive);
      const soon = this.scheduler.now + SOON;
      if (!isBusy && ![...this.customers.values()].some(({ hasTask, nextAt }) => hasTask || nextAt <= soon)) return;
    }
    throw new RestlessError('everything is repaired, and still something is under way for ever');
  }
}
