import type { CustomerId } from '../../../domain/ids.schema.ts';
import type { Instant } from '../../../domain/time.ts';
import type { Process } from '../scheduler.ts';
import type { Activation, ActivityOptions, Command, Job, Json, Message, Outcome } from './commands.ts';
import type { Instance } from './instance.ts';

/** One call of the workflow code, as the history has it. */
export interface Recorded {
  readonly activation: Activation;
  readonly commands: readonly Command[];
}

export interface PendingActivity {
  readonly seq: number;
  readonly name: string;
  readonly input: Json;
  readonly options: ActivityOptions;
  readonly scheduledAt: Instant;
  attempts: number;
  /** When the next attempt may begin. */
  dueAt: Instant;
}

/** One timer of a run. */
export interface Timer {
  readonly ms: number;
  /** The instant of the workflow's own time for which it was asked. */
  readonly meant: Instant;
  /** The server counts from the moment at which it took the command. */
  readonly dueAt: Instant;
}

/** What the server keeps of one run. */
export interface Run {
  readonly runId: string;
  readonly input: Json;
  readonly history: Recorded[];
  length: number;
  size: number;
  /** What has happened and no completed workflow task has told the workflow of. */
  readonly jobs: Job[];
  readonly timers: Map<number, Timer>;
  readonly activities: Map<number, PendingActivity>;
}

/** What the world learns of executions, as it happens. */
export interface Watcher {
  /** A workflow task is recorded; the server has not yet done what it asks for. */
  recorded(execution: Execution, records: readonly Recorded[]): void;
  /** Now it has. */
  obeyed(execution: Execution, run: Run): void;
  begun(execution: Execution, activity: PendingActivity): void;
  ended(execution: Execution, activity: PendingActivity, outcome: Outcome): void;
}

type Answered = Extract<Command, { is: 'answer' }>['outcome'];

/** Events of the history that one workflow task costs. */
const TASK_EVENTS = 3;

/**
 * What Temporal keeps of one customer: signals are durable and in order, what a completed workflow task recorded is
 * final, and a task whose worker died is taken up again with a history that is at least as long.
 */
export class Execution {
  readonly id: CustomerId;
  /** How many lives there have been: a workflow that was ended, or never was, starts a new one. */
  chain = 0;
  runs = 0;
  run: Run | null = null;
  /** The process that has the workflow task. */
  attempt: Process | null = null;
  /** A worker that has the workflow in memory. */
  cached: Instance | null = null;
  /** An attempt at the present task has died, and may have written a part of what it leaves behind. */
  hasLostAttempt = false;
  /** Who waits for what an update comes to, by its id. */
  readonly #waiting = new Map<string, (outcome: Answered) => void>();
  /** A local activity waits to be tried again. */
  #isPutOff = false;
  readonly #watcher: Watcher;

  constructor(id: CustomerId, watcher: Watcher) {
    this.id = id;
    this.#watcher = watcher;
  }

  get chainId(): string {
    return `${this.id}-${this.chain}`;
  }

  get isRunning(): boolean {
    return this.run !== null;
  }

  get isIdle(): boolean {
    return this.attempt === null && (this.run?.jobs.length ?? 0) === 0;
  }

  get hasTask(): boolean {
    return this.attempt === null && this.run !== null && this.run.jobs.length > 0;
  }

  /** When the server acts next by itself: a timer, or an attempt at an activity. */
  get nextAt(): Instant {
    if (this.run === null) return Infinity;
    return Math.min(
      ...[...this.run.timers.values()].map(({ dueAt }) => dueAt),
      ...[...this.run.activities.values()].map(({ dueAt }) => dueAt),
    );
  }

  /** A signal, or an update, that starts the workflow where it does not run. */
  sendWithStart(input: Json, message: Message): void {
    if (this.run === null) {
      this.chain += 1;
      this.#begin(input);
    }
    this.#happened(message, message.input.length);
  }

  /** What an update that was sent comes to; a life that an operator ends answers nobody. */
  async answerTo(id: string): Promise<Answered> {
    return await new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  #answer(id: string, outcome: Answered): void {
    this.#waiting.get(id)?.(outcome);
    this.#waiting.delete(id);
  }

  /** Timers that are due ring. */
  tick(now: Instant): void {
    for (const [seq, { dueAt }] of this.run?.timers ?? []) {
      if (dueAt > now) continue;
      this.run?.timers.delete(seq);
      this.#happened({ is: 'timer', seq }, 10);
    }
  }

  /** What became of an activity; the server tells nobody of one whose run is over. */
  resolve(activity: PendingActivity, outcome: Exclude<Outcome, { is: 'later' }>): void {
    if (this.run?.activities.get(activity.seq) !== activity) return;
    this.run.activities.delete(activity.seq);
    this.run.length += 1;
    this.#watcher.ended(this, activity, outcome);
    this.#happened({ is: 'activity', seq: activity.seq, outcome }, JSON.stringify(outcome).length);
  }

  /** The worker with the task is gone, or was refused. */
  lose(): void {
    this.attempt = null;
    this.cached = null;
    this.hasLostAttempt = true;
  }

  /**
   * Records a workflow task, all of it or nothing.
   * @returns whether it was taken: a run may not end while something has happened that it was not told of
   */
  complete(records: readonly Recorded[], told: number, now: Instant): boolean {
    const { run } = this;
    if (run === null) return false;
    const commands = records.flatMap((record) => record.commands);
    if (commands.some(endsRun) && run.jobs.length > told) return false;
    run.jobs.splice(0, told);
    run.history.push(...records);
    run.length += TASK_EVENTS + commands.length;
    run.size += JSON.stringify(commands).length;
    this.attempt = null;
    for (const job of records.flatMap(({ activation }) => activation.jobs)) {
      if (job.is === 'local activity') this.#isPutOff = job.outcome.is === 'later';
    }
    this.hasLostAttempt = this.#isPutOff;
    this.#watcher.recorded(this, records);
    for (const { activation, commands: asked } of records) {
      for (const command of asked) this.#obey(run, command, activation.now, now);
    }
    const last = commands.findLast(endsRun);
    if (last === undefined) this.#watcher.obeyed(this, run);
    else this.#end(last);
    return true;
  }

  /** An operator ends the workflow, with whatever it had not done; the next signal starts a new life. */
  terminate(): void {
    for (const id of this.#waiting.keys()) this.#answer(id, { is: 'failed', message: 'the workflow was ended' });
    this.run = null;
    this.cached = null;
    this.hasLostAttempt = false;
  }

  #begin(input: Json): void {
    this.runs += 1;
    this.cached = null;
    this.#isPutOff = false;
    this.run = {
      runId: `${this.chainId}-${this.runs}`,
      input,
      history: [],
      length: 2,
      size: input.length,
      jobs: [{ is: 'start' }],
      timers: new Map(),
      activities: new Map(),
    };
  }

  #happened(job: Job, size: number): void {
    if (this.run === null) return;
    this.run.length += 1;
    this.run.size += size;
    this.run.jobs.push(job);
  }

  #obey(run: Run, command: Command, asked: Instant, now: Instant): void {
    if (command.is === 'start timer') {
      const { ms } = command;
      run.timers.set(command.seq, { ms, meant: asked + ms, dueAt: now + ms });
    } else if (command.is === 'cancel timer') run.timers.delete(command.seq);
    else if (command.is === 'answer') this.#answer(command.id, command.outcome);
    else if (command.is === 'activity') {
      const { seq, name, input, options } = command;
      const activity = { seq, name, input, options, scheduledAt: now, attempts: 0, dueAt: now };
      run.activities.set(seq, activity);
      this.#watcher.begun(this, activity);
    }
  }

  #end(command: Command): void {
    this.run = null;
    this.cached = null;
    if (command.is === 'continue as new') this.#begin(command.input);
  }
}

function endsRun({ is }: Command): boolean {
  return is === 'continue as new' || is === 'complete' || is === 'fail';
}
