import type { ActivityOptions, Activation, Command, Job, Json, Message, Outcome } from './commands.ts';
import type { Program, SdkExports } from './program.ts';

/** Far more than one call of the workflow code needs; one that asks more often never comes to rest. */
const MOST_ASKED = 400;

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Of a local activity: asks for it once more. */
  readonly again?: () => void;
}

interface Scope {
  readonly cancels: (() => void)[];
}

const results = new WeakMap<Outcome, unknown>();

/** Read once, however often it is replayed: nothing in the workflow changes what it is given. */
function resultOf(outcome: Extract<Outcome, { is: 'done' }>): unknown {
  if (outcome.result === '') return undefined;
  const read = results.get(outcome) ?? JSON.parse(outcome.result);
  results.set(outcome, read);
  return read;
}

class Cancelled extends Error {
  override readonly name = 'CancelledFailure';
}

/** An activity that was given up; what it failed by is its cause. */
class ActivityFailure extends Error {
  override readonly name = 'ActivityFailure';
}

class TimeoutFailure extends Error {
  override readonly name = 'TimeoutFailure';
}

/** Ends the run with this input for the next one. */
export class ContinuedAsNew extends Error {
  readonly input: Json;

  constructor(input: Json) {
    super('continued as new');
    this.input = input;
  }
}

export interface Who {
  readonly chain: string;
  readonly runId: string;
  readonly taskQueue: string;
}

/**
 * `@temporalio/workflow` for one workflow: promises that the server's jobs settle, and the commands it is asked for.
 * It differs from the real one in that a scope covers what is called before its function first waits, not what
 * comes after; and that every patch counts as applied, for no run here is older than the code.
 */
export class Sdk {
  commands: Command[] = [];
  details = '';
  activation: Activation = { now: 0, historyLength: 0, historySize: 0, jobs: [] };
  readonly exports: SdkExports;
  readonly #program: Program;
  readonly #who: Who;
  readonly #pending = new Map<number, Pending>();
  readonly #conditions = new Set<{ readonly holds: () => boolean; readonly resolve: () => void }>();
  readonly #handlers = new Map<string, (...given: unknown[]) => unknown>();
  readonly #patches = new Set<string>();
  #early: Message[] = [];
  #scope: Scope | undefined;
  #seq = 0;
  /** Signals and updates whose handler is not known to have ended. */
  #unfinished = 0;
  #asked = 0;

  constructor(program: Program, who: Who) {
    this.#program = program;
    this.#who = who;
    this.exports = new Proxy(this.#made(), {
      get(made, name) {
        if (typeof name === 'symbol' || name in made) return Reflect.get(made, name);
        throw new Error(`the simulated runtime has no "${name}" yet; add it to test/protocol/temporal/sdk.ts`);
      },
    });
  }

  begin(activation: Activation): void {
    this.activation = activation;
    this.commands = [];
    this.#asked = 0;
  }

  tell(job: Exclude<Job, { is: 'start' }>): void {
    if (job.is === 'signal' || job.is === 'update') return this.#hear(job);
    const pending = this.#pending.get(job.seq);
    this.#pending.delete(job.seq);
    // A timer may fire while it is being cancelled.
    if (pending === undefined) return;
    if (job.is === 'timer') return pending.resolve(undefined);
    this.#settle(pending, job.outcome);
  }

  /** Whether something goes on that waited for a condition. */
  get holds(): boolean {
    return [...this.#conditions].some(({ holds }) => holds());
  }

  unblock(): void {
    for (const condition of [...this.#conditions].filter(({ holds }) => holds())) {
      this.#conditions.delete(condition);
      condition.resolve();
    }
  }

  query(name: string): unknown {
    return this.#handlers.get(name)?.();
  }

  #hear(job: Message): void {
    const handler = this.#handlers.get(job.name);
    if (handler === undefined) {
      this.#early.push(job);
      return;
    }
    this.#unfinished += 1;
    const { realm } = this.#program;
    const handled = handler(...JSON.parse(job.input));
    if (job.is === 'update') {
      const answer = (outcome: Extract<Command, { is: 'answer' }>['outcome']) =>
        void this.commands.push({ is: 'answer', id: job.id, outcome });
      realm.settled(
        handled,
        (value) => answer({ is: 'done', result: JSON.stringify(value) }),
        (error) => answer({ is: 'failed', message: String(error) }),
      );
    }
    realm.after(handled, () => {
      this.#unfinished -= 1;
    });
  }

  #settle({ resolve, reject, again }: Pending, outcome: Outcome): void {
    if (outcome.is === 'done') return resolve(resultOf(outcome));
    if (outcome.is === 'failed') {
      return reject(new ActivityFailure('Activity task failed', { cause: new TimeoutFailure(outcome.message) }));
    }
    this.#timer(outcome.ms, { resolve: () => again?.(), reject });
  }

  #timer(ms: number, pending: Pending): number {
    const seq = (this.#seq += 1);
    this.#pending.set(seq, pending);
    this.commands.push({ is: 'start timer', seq, ms });
    return seq;
  }

  #sleep(ms: number): Promise<void> {
    return new this.#program.realm.Promise<void>((resolve, reject) => {
      const seq = this.#timer(ms, { resolve: () => resolve(), reject });
      this.#scope?.cancels.push(() => {
        if (!this.#pending.delete(seq)) return;
        this.commands.push({ is: 'cancel timer', seq });
        reject(new Cancelled('cancelled'));
      });
    });
  }

  #condition(holds: () => boolean): Promise<boolean> {
    this.#asked += 1;
    if (this.#asked > MOST_ASKED) throw new Error('the workflow goes round and round without waiting for anything');
    const { Promise } = this.#program.realm;
    if (holds()) return Promise.resolve(true);
    return new Promise((resolve) => {
      this.#conditions.add({ holds, resolve: () => resolve(true) });
    });
  }

  #activities(is: 'activity' | 'local activity', common: ActivityOptions): object {
    const call = (name: string, options: ActivityOptions, input: Json) =>
      new this.#program.realm.Promise((resolve, reject) => {
        const ask = () => {
          const seq = (this.#seq += 1);
          this.#pending.set(seq, { resolve, reject, again: ask });
          this.commands.push({ is, seq, name, input, options: { ...common, ...options } });
        };
        ask();
      });
    const get = (_: object, name: string) =>
      Object.assign((...given: unknown[]) => call(name, {}, JSON.stringify(given)), {
        executeWithOptions: (options: ActivityOptions, given: unknown[]) => call(name, options, JSON.stringify(given)),
      });
    return new Proxy({}, { get });
  }

  #patched(id: string): boolean {
    if (!this.#patches.has(id)) this.commands.push({ is: 'patch', id });
    this.#patches.add(id);
    return true;
  }

  #setHandler(name: string, handler: (...given: unknown[]) => unknown): void {
    this.#handlers.set(name, handler);
    const early = this.#early.filter((job) => job.name === name);
    this.#early = this.#early.filter((job) => job.name !== name);
    for (const job of early) this.#hear(job);
  }

  #made(): Record<string, unknown> {
    // The scope that is open is the SDK's, and a class below needs it.
    const open = (scope: Scope, work: () => unknown) => {
      const outer = this.#scope;
      this.#scope = scope;
      try {
        return work();
      } finally {
        this.#scope = outer;
      }
    };
    const { Promise } = this.#program.realm;
    return {
      allHandlersFinished: () => this.#unfinished === 0,
      condition: (holds: () => boolean) => this.#condition(holds),
      sleep: (ms: number) => this.#sleep(ms),
      patched: (id: string) => this.#patched(id),
      setCurrentDetails: (text: string) => void (this.details = text),
      upsertSearchAttributes: (changes: readonly unknown[]) =>
        void this.commands.push({ is: 'attributes', changes: JSON.stringify(changes) }),
      workflowInfo: () => ({
        firstExecutionRunId: this.#who.chain,
        runId: this.#who.runId,
        taskQueue: this.#who.taskQueue,
        historyLength: this.activation.historyLength,
        historySize: this.activation.historySize,
      }),
      proxyActivities: (options: ActivityOptions) => this.#activities('activity', options),
      proxyLocalActivities: (options: ActivityOptions) => this.#activities('local activity', options),
      ActivityFailure,
      TimeoutFailure,
      makeContinueAsNewFunc: () => (input: unknown) => Promise.reject(new ContinuedAsNew(JSON.stringify(input))),
      defineSignal: (name: string) => ({ name }),
      defineUpdate: (name: string) => ({ name }),
      defineQuery: (name: string) => ({ name }),
      setHandler: ({ name }: { name: string }, handler: () => unknown) => this.#setHandler(name, handler),
      setDefaultSignalHandler: () => undefined,
      log: { warn: () => undefined, info: () => undefined },
      isCancellation: (error: unknown) => error instanceof Cancelled,
      CancellationScope: class implements Scope {
        readonly cancels: (() => void)[] = [];

        run(work: () => unknown): unknown {
          return open(this, work);
        }

        cancel(): void {
          for (const cancel of this.cancels.splice(0)) cancel();
        }
      },
    };
  }
}
