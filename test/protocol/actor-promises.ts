import type { EffectKind } from '../../domain/effect.ts';
import { MINUTE, SECOND, type Instant } from '../../domain/time.ts';
import type { DecideCall, DecideReply, Delivery, EffectCall } from '../../workflows/messages.ts';
import { attributesOf } from '../../workflows/search-attributes.ts';
import type { Command, Job, Json, Outcome } from './temporal/commands.ts';
import type { Execution, PendingActivity, Recorded, Run, Watcher } from './temporal/execution.ts';
import { replay } from './temporal/task.ts';
import type { Program } from './temporal/program.ts';

/** As the README says of a customer's effects. */
const MOST_IN_FLIGHT = 24;
/** The actor takes nothing for due sooner than this after a decision. */
const SHORTEST_SLEEP = 1 * SECOND;
/** Between two decisions, or before a local activity is tried again; every deadline here is further away. */
const LONGEST_PAUSE = 1 * MINUTE;
/** A run may be longer than it wants to be by what one workflow task and the effects in flight come to. */
const MOST_EVENTS = 400;

/** One life of a customer's workflow, as it shows from outside. */
interface Life {
  readonly told: Set<string>;
  readonly taken: Set<string>;
  readonly decided: Map<string, Json>;
  readonly ended: Set<string>;
  readonly givenUp: Set<string>;
  readonly reported: string[];
  readonly shown: Map<string, unknown>;
  last: { readonly call: DecideCall; readonly reply: DecideReply; readonly at: Instant } | null;
}

/** What the actor promises, held against what it asks the server for. */
export class ActorPromises implements Watcher {
  readonly broken: string[] = [];
  readonly #lives = new Map<string, Life>();
  readonly #begun = new Set<string>();
  readonly #testClock: boolean;

  constructor(testClock: boolean) {
    this.#testClock = testClock;
  }

  /** What this customer's last decision came to; `null` before any. */
  lastReply(execution: Execution): DecideReply | null {
    return this.#lives.get(execution.chainId)?.last?.reply ?? null;
  }

  recorded(execution: Execution, records: readonly Recorded[]): void {
    const life = this.#life(execution);
    const commands = records.flatMap((record) => record.commands);
    const jobs = records.flatMap(({ activation }) => activation.jobs.map((job) => ({ job, now: activation.now })));
    let decisions = 0;
    for (const { job, now } of jobs) {
      if (job.is === 'signal' || job.is === 'update') this.#told(life, job);
      if (job.is !== 'local activity' || job.outcome.is !== 'done') continue;
      decisions += 1;
      this.#decided(life, commands, job.seq, job.outcome.result, now);
    }
    if (decisions > 1) this.#say(execution, 'took two decisions in one workflow task');
    for (const command of commands) this.#asked(execution, life, command);
  }

  obeyed(execution: Execution, run: Run): void {
    if (run.activities.size > MOST_IN_FLIGHT) this.#say(execution, `has ${run.activities.size} effects in flight`);
    if (run.length > MOST_EVENTS) this.#say(execution, `has a run of ${run.length} events`);
    this.#checkAlarm(execution, run, this.#life(execution));
  }

  begun(execution: Execution, { name, input }: PendingActivity): void {
    const { effect } = argumentsOf(input)[0] as EffectCall<EffectKind>;
    const life = this.#life(execution);
    if (this.#begun.has(effect.key)) this.#say(execution, `began ${effect.key} twice`);
    this.#begun.add(effect.key);
    if (name !== effect.kind) this.#say(execution, `asked ${name} for ${effect.key}`);
    if (life.decided.get(effect.key) !== JSON.stringify(effect)) {
      this.#say(execution, `began ${effect.key}, which was decided otherwise`);
    }
  }

  ended(execution: Execution, { input }: PendingActivity, outcome: Outcome): void {
    const { key } = (argumentsOf(input)[0] as EffectCall<EffectKind>).effect;
    const life = this.#life(execution);
    life.ended.add(key);
    if (outcome.is === 'failed') life.givenUp.add(key);
  }

  /** Once everything has come to rest: nothing got lost, nothing is overdue, and operators see what is so. */
  atRest(program: Program, execution: Execution, now: Instant): void {
    const { run } = execution;
    const life = this.#lives.get(execution.chainId);
    if (run === null || life === undefined) return;
    for (const key of life.told) if (!life.taken.has(key)) this.#say(execution, `never decided on ${key}`);
    for (const key of life.decided.keys()) if (!life.ended.has(key)) this.#say(execution, `lost the effect ${key}`);
    for (const key of life.givenUp) {
      if (!life.reported.some((report) => report.includes(key)))
        this.#say(execution, `never said that ${key} was given up`);
    }
    const { last } = life;
    if (last === null) return;
    const { wake } = last.reply;
    if (wake !== null && wake.at + 2 * SHORTEST_SLEEP < now) this.#say(execution, `sleeps through ${wake.because}`);
    this.#checkShown(program, execution, run, life, last);
  }

  #life({ chainId }: Execution): Life {
    const life: Life = this.#lives.get(chainId) ?? {
      told: new Set(),
      taken: new Set(),
      decided: new Map(),
      ended: new Set(),
      givenUp: new Set(),
      reported: [],
      // A workflow begins with nothing to show, and says only what differs.
      shown: new Map([['ActiveJourneys', []]]),
      last: null,
    };
    this.#lives.set(chainId, life);
    return life;
  }

  #told(life: Life, { input }: Extract<Job, { is: 'signal' | 'update' }>): void {
    for (const event of (argumentsOf(input)[0] as Delivery).events)
      life.told.add(typeof event === 'string' ? event : event.key);
  }

  #decided(life: Life, commands: readonly Command[], seq: number, result: Json, at: Instant): void {
    const asked = commands.find((command) => 'seq' in command && command.seq === seq);
    if (asked?.is !== 'local activity') throw new Error(`nobody asked for local activity ${seq}`);
    const call = argumentsOf(asked.input)[0] as DecideCall;
    const reply = JSON.parse(result) as DecideReply;
    const before = life.last;
    if (before !== null && call.now < before.call.now) this.broken.push(`time went back for ${call.customer}`);
    if (before !== null && JSON.stringify(call.state) !== JSON.stringify(before.reply.state)) {
      this.broken.push(`${call.customer} was decided on from another state than the one decided`);
    }
    for (const key of call.events) life.taken.add(key);
    for (const effect of reply.effects) life.decided.set(effect.key, JSON.stringify(effect));
    const { state: _state, events: _events, ...rest } = call;
    life.reported.push(JSON.stringify(rest));
    life.last = { call, reply, at };
  }

  #asked(execution: Execution, life: Life, command: Command): void {
    if (command.is === 'fail') this.#say(execution, `failed: ${command.message}`);
    if (command.is === 'complete') this.#say(execution, 'ended for good');
    if (command.is !== 'attributes') return;
    for (const { key, value } of JSON.parse(command.changes)) life.shown.set(key.name, value);
  }

  /** Of the workflow's own time: the server adds what the task took. */
  #checkAlarm(execution: Execution, run: Run, { last }: Life): void {
    const timers = [...run.timers.values()];
    // While a decision is under way nothing has to ring.
    if (last === null || last.reply.wake === null || execution.hasLostAttempt) return;
    if (this.#testClock) {
      if (timers.some(({ ms }) => ms > LONGEST_PAUSE)) this.#say(execution, 'set an alarm on a test clock');
      return;
    }
    const latest = Math.max(last.reply.wake.at, last.at + SHORTEST_SLEEP);
    const isAwake = run.jobs.length > 0;
    if (!isAwake && Math.min(...timers.map(({ meant }) => meant)) > latest)
      this.#say(execution, `has no alarm for ${last.reply.wake.because}`);
  }

  #checkShown(
    program: Program,
    execution: Execution,
    run: Run,
    { shown }: Life,
    { call, reply }: NonNullable<Life['last']>,
  ): void {
    const instance = replay(program, execution, run);
    if (instance.query('state') !== JSON.stringify(reply.state)) this.#say(execution, 'answers with another state');
    const expected = attributesOf({ ...reply.shown, deadline: null });
    for (const { key, value } of expected) {
      if (JSON.stringify(shown.get(key.name)) !== JSON.stringify(value)) {
        this.#say(execution, `shows ${key.name} ${JSON.stringify(shown.get(key.name))}, not ${JSON.stringify(value)}`);
      }
    }
    const deadline = shown.get('NextDeadline');
    const isLater = typeof deadline === 'string' && reply.wake !== null && Date.parse(deadline) > reply.wake.at;
    if (isLater && Date.parse(deadline) > call.now + SHORTEST_SLEEP) {
      this.#say(execution, `shows the deadline ${deadline}, which is too late`);
    }
    // The details of a run are in memory only; one that has decided nothing yet shows none.
    const hasDecided = run.history.some((record) => record.commands.some(({ is }) => is === 'local activity'));
    if (hasDecided && instance.details !== reply.story) this.#say(execution, 'tells another story');
  }

  #say({ chainId }: Execution, what: string): void {
    this.broken.push(`the workflow of ${chainId} ${what}`);
  }
}

/** The arguments of a call, of which there is one. */
function argumentsOf(input: Json): readonly unknown[] {
  return JSON.parse(input) as readonly unknown[];
}
