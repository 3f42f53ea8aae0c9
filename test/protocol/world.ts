import type { EventRow, EventStore } from '../../db/events.ts';
import { MINUTE } from '../../domain/time.ts';
import { acceptEvents, type Verdict } from '../../ingest/accept.ts';
import { createDispatch, type Dispatch, type Wake } from '../../ingest/dispatch.ts';
import { sweep } from '../../ingest/sweeper.ts';
import { memoryEventStore } from '../memory/events.ts';
import { Tables } from '../memory/tables.ts';
import { decideIn } from './attempt.ts';
import { SimulatedCustomer } from './customer.ts';
import { Hazards } from './hazards.ts';
import { CUSTOMERS, planPosts, type Post } from './orders.ts';
import type { Planted } from './plant.ts';
import type { Random } from './random.ts';
import { Scheduler, type Process } from './scheduler.ts';

interface Request {
  readonly post: Post;
  /** The client has given up waiting; an answer reaches nobody. */
  isAbandoned: boolean;
}

const MAX_TRIES = 6;
/** Far more than any run needs to come to rest. */
const MAX_STEPS = 5_000;

/** A promise broken too: what is accepted is applied in the end. */
export class RestlessError extends Error {
  override readonly name = 'RestlessError';
}

/** The real ingest and decide code, in processes that die and freeze, over a store and a Temporal that come and go. */
export class World {
  readonly tables = new Tables();
  readonly scheduler: Scheduler;
  readonly hazards: Hazards;
  readonly customers = new Map(CUSTOMERS.map((id) => [id, new SimulatedCustomer(id)]));
  /** What clients hold a 202 for. */
  readonly acknowledged: { readonly row: EventRow; readonly verdict: Verdict }[] = [];
  readonly planted: Planted;
  readonly #random: Random;
  readonly #queue: Post[];
  readonly #zombies: Process[] = [];
  #requests: Request[] = [];
  #attempts: Process[] = [];
  #api: Process = { fate: 'runs', tasks: 0 };
  #ports: { readonly events: EventStore; readonly dispatch: Dispatch };

  constructor(random: Random, planted: Planted) {
    this.#random = random;
    this.planted = planted;
    this.scheduler = new Scheduler(random);
    this.hazards = new Hazards(random, this.tables);
    this.#queue = planPosts(random, this.scheduler.now);
    this.#ports = this.#startApi();
  }

  /** Everything goes wrong that can, until no client has anything left to send. */
  async suffer(): Promise<void> {
    for (let steps = 0; steps < MAX_STEPS && (this.#queue.length > 0 || this.#api.tasks > 0); steps += 1) {
      this.hazards.drift();
      this.#dare();
      this.#takeUpTasks(0.3);
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

  /** Every customer's run ends, and a wake-up without news starts a new life from what the store kept. */
  async revive(): Promise<void> {
    for (const customer of this.customers.values()) {
      if (customer.chain === 0) continue;
      customer.close();
      customer.signalWithStart([]);
    }
    await this.#drain();
  }

  #dare(): void {
    const random = this.#random;
    if (this.#queue.length > 0 && this.#api.tasks < 4 && random.chance(0.12)) this.#send();
    if (random.chance(0.025)) this.#sweep();
    if (random.chance(0.02)) this.#thawSome(0.5);
    if (random.chance(0.03)) {
      const customer = this.customers.get(random.pick(CUSTOMERS));
      // Ended in the middle of a decision that dies with its worker, a life may lose a part of its journal.
      if (!customer || customer.attempt !== null || customer.hasLostAttempt) return;
      if (random.chance(0.5)) customer.close();
      else if (customer.isIdle) customer.continueAsNew();
    }
  }

  #startApi(): { readonly events: EventStore; readonly dispatch: Dispatch } {
    this.#api = { fate: 'runs', tasks: 0 };
    const { scheduler, hazards, tables } = this;
    const trip = hazards.tripOf(scheduler, this.#api, () => hazards.storeAway);
    const real = memoryEventStore(tables, trip);
    const events = this.planted.events?.(real, tables) ?? real;
    const call = hazards.tripOf(scheduler, this.#api, () => hazards.temporalAway);
    const wake: Wake = async (wakeUp) => {
      await call(() => this.customers.get(wakeUp.customer)?.signalWithStart(wakeUp.events));
    };
    const dispatch = createDispatch({
      events,
      wake: this.planted.wake?.(wake, events) ?? wake,
      timeOf: async () => ({ isMoving: false }),
      now: () => scheduler.now,
      failed: () => undefined,
    });
    this.#ports = { events, dispatch };
    return this.#ports;
  }

  #send(): void {
    const post = this.#queue.shift();
    if (!post) return;
    const request: Request = { post, isAbandoned: false };
    this.#requests.push(request);
    const ports = this.#ports;
    const api = this.#api;
    this.scheduler.run(api, async () => {
      const rows = post.events.map((made) => made(this.scheduler.now));
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

  #takeUpTasks(eagerness: number): void {
    for (const customer of this.customers.values()) {
      if (customer.hasWork && this.#random.chance(eagerness)) this.#attempt(customer);
    }
  }

  #attempt(customer: SimulatedCustomer): void {
    const process: Process = { fate: 'runs', tasks: 0 };
    const call = customer.nextCall(this.scheduler.now);
    const { scheduler } = this;
    const decide = decideIn(this, process, call);
    customer.attempt = process;
    this.#attempts = this.#attempts.filter((attempt) => attempt.tasks > 0);
    this.#attempts.push(process);
    this.scheduler.run(process, async () => {
      // A failed local activity is tried again with the same arguments; later, the task with a longer history.
      for (let tries = 0; tries < 3 && customer.attempt === process; tries += 1) {
        try {
          const reply = await decide(call);
          await this.scheduler.pause(process);
          if (customer.attempt === process) customer.complete(call, reply);
        } catch {
          await scheduler.pause(process);
        }
      }
      if (customer.attempt !== process) return;
      customer.attempt = null;
      customer.hasLostAttempt = true;
    });
  }

  /** Now and then a process dies where it stands, or freezes and is taken for dead. */
  #strike(process: Process): boolean {
    if (!this.hazards.crashesNow()) return false;
    process.fate = this.#random.chance(0.4) ? 'frozen' : 'dead';
    if (process.fate === 'frozen') this.#zombies.push(process);
    if (process === this.#api) {
      for (const request of this.#requests.splice(0)) this.#tryAgain(request);
      this.#startApi();
    }
    for (const customer of this.customers.values()) {
      if (customer.attempt !== process) continue;
      customer.attempt = null;
      customer.hasLostAttempt = true;
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
      if (this.#queue.length > 0 && this.#api.tasks < 4) this.#send();
      this.#takeUpTasks(1);
      const moved = await this.scheduler.step(() => false);
      const isBusy = moved || this.#queue.length > 0 || this.#api.tasks > 0 || this.#attempts.some(isAlive);
      if (!isBusy && ![...this.customers.values()].some((customer) => customer.hasWork)) return;
    }
    throw new RestlessError('everything is repaired, and still something is under way for ever');
  }
}

function isAlive(process: Process): boolean {
  return process.fate === 'runs' && process.tasks > 0;
}
