import type { Instant } from '../../../domain/time.ts';
import type { Activation, Command, Job, Json, Outcome } from './commands.ts';
import type { Execution, Recorded, Run } from './execution.ts';
import { Instance } from './instance.ts';
import type { Program } from './program.ts';

/** Under one name each: the worker's own functions, called within a workflow task. */
export type RunLocal = (name: string, input: Json) => Promise<Outcome | null>;

/** The code came to something else than the history has: a worker could never go on with this run. */
export class NotDeterministicError extends Error {
  override readonly name = 'NotDeterministicError';
}

/** The workflow as a worker has it that takes up a task: from its memory, or replayed from the history. */
export function instanceOf(program: Program, execution: Execution, run: Run): Instance {
  const { cached } = execution;
  // Whoever works on it may die; then what is in memory is no use to anybody.
  execution.cached = null;
  return cached ?? replay(program, execution, run);
}

/**
 * Runs the code on what the history has, call by call.
 * @throws NotDeterministicError where it asks for anything else than it did
 */
export function replay(program: Program, execution: Execution, run: Run): Instance {
  const who = { chain: execution.chainId, runId: run.runId, taskQueue: 'sojourn' };
  const instance = new Instance(program, 'customer', run.input, who);
  for (const { activation, commands } of run.history) {
    const again = instance.activate(activation);
    if (JSON.stringify(again) === JSON.stringify(commands)) continue;
    throw new NotDeterministicError(
      `${run.runId} asked for ${JSON.stringify(commands)}, and replayed for ${JSON.stringify(again)}`,
    );
  }
  return instance;
}

/**
 * Works on a workflow task until the workflow waits for the server, local activities included.
 * @returns what it recorded, or `null` where a local activity could not be ended in time
 */
export async function workOn(
  instance: Instance,
  run: Run,
  jobs: readonly Job[],
  { now, runLocal }: { readonly now: () => Instant; readonly runLocal: RunLocal },
): Promise<readonly Recorded[] | null> {
  const records: Recorded[] = [];
  // As of the beginning of the task.
  const { length: historyLength, size: historySize } = run;
  let next = jobs;
  for (;;) {
    const activation: Activation = { now: now(), historyLength, historySize, jobs: next };
    const commands = instance.activate(activation);
    records.push({ activation, commands });
    const asked = commands.filter(isLocal);
    if (asked.length === 0) return records;
    const told: Job[] = [];
    for (const { seq, name, input } of asked) {
      const outcome = await runLocal(name, input);
      if (outcome === null) return null;
      told.push({ is: 'local activity', seq, outcome });
    }
    next = told;
  }
}

function isLocal(command: Command): command is Extract<Command, { is: 'activity' | 'local activity' }> {
  return command.is === 'local activity';
}
