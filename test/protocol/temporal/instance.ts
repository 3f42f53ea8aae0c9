import type { Activation, Command, Job, Json } from './commands.ts';
import type { Program } from './program.ts';
import { ContinuedAsNew, Sdk, type Who } from './sdk.ts';

/** A workflow as a worker keeps it in memory: the code where it stands. Lost with its worker, and then replayed. */
export class Instance {
  readonly #sdk: Sdk;
  readonly #program: Program;
  readonly #main: () => Promise<unknown>;

  constructor(program: Program, workflow: string, input: Json, who: Who) {
    this.#program = program;
    this.#sdk = new Sdk(program, who);
    const main = program.load(this.#sdk.exports, () => this.#sdk.activation.now)[workflow];
    if (typeof main !== 'function') throw new Error(`there is no workflow ${workflow}`);
    this.#main = () => main(JSON.parse(input));
  }

  /**
   * Tells the workflow what happened, signals and then updates before anything else and the start after them: updates are
   * no events of the history yet, so the server hands them over at its end. Runs it until it waits.
   */
  activate(activation: Activation): readonly Command[] {
    const sdk = this.#sdk;
    sdk.begin(activation);
    const told = activation.jobs.filter(isTold);
    this.#program.run(() => {
      for (const job of told.toSorted((a, b) => rankOf(a) - rankOf(b))) {
        sdk.tell(job);
        sdk.unblock();
      }
      if (told.length === activation.jobs.length) return;
      this.#program.realm.start(this.#main, (error) => this.#ended(error));
      sdk.unblock();
    });
    while (sdk.holds) this.#program.run(() => sdk.unblock());
    return sdk.commands;
  }

  get details(): string {
    return this.#sdk.details;
  }

  /** As JSON. */
  query(name: string): Json {
    return JSON.stringify(this.#sdk.query(name)) ?? '';
  }

  #ended(error: unknown): void {
    const { commands } = this.#sdk;
    if (error instanceof ContinuedAsNew) commands.push({ is: 'continue as new', input: error.input });
    else if (error === undefined) commands.push({ is: 'complete' });
    else commands.push({ is: 'fail', message: messageOf(error) });
  }
}

function isTold(job: Job): job is Exclude<Job, { is: 'start' }> {
  return job.is !== 'start';
}

function rankOf({ is }: Job): number {
  return is === 'signal' ? 0 : is === 'update' ? 1 : 2;
}

/** Errors of the workflow's realm are no instances of this one's. */
function messageOf(error: unknown): string {
  const isError = typeof error === 'object' && error !== null && 'message' in error;
  return isError ? String(error.message) : String(error);
}
