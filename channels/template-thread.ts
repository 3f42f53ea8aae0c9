// oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin, a window has
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { RenderFaultName } from '../domain/words/render-fault.ts';
import { FairTurns } from './fair-turns.ts';
import type { TemplateVariables } from './template-variables.ts';

/** Liquid, part by part; a part that is left out is not rendered. */
export interface TemplateParts {
  /** Plain text. */
  readonly subject?: string;
  /** HTML, where every output is escaped. */
  readonly body?: string;
  /** Plain text; left out, the words of the body. */
  readonly text?: string;
}

type TemplateJob =
  | { readonly kind: 'render'; readonly parts: TemplateParts; readonly variables: TemplateVariables }
  | { readonly kind: 'check'; readonly text: string; readonly names: readonly string[] };

/** What the thread answers, or what it died of. */
export interface TemplateReply {
  readonly subject?: string;
  readonly html?: string;
  readonly text?: string;
  /** Time in the thread, or of processors where that is less, ms. */
  readonly took?: number;
  readonly problem?: string;
  /** The same by name. */
  readonly fault?: RenderFaultName;
  /** The part that the problem is in, where that is known. */
  readonly part?: keyof TemplateParts;
  /** Of a check. */
  readonly problems?: readonly string[];
  /** Of a check: the names of the attributes that the template asks for. */
  readonly attributes?: readonly string[];
  /** It was stopped for taking too long, which on a busy machine may not be the template's fault. */
  readonly slow?: boolean;
}

/** A template takes microseconds; what takes this long never ends, ms. */
const KILL_AFTER = 200;
const START_WITHIN = 10_000;
const LIMITS = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };

/**
 * One warm thread that templates run in, one after the other, with turns that are fair by workspace. A template cannot
 * harm more than its thread: one that hangs or eats memory is killed with it, and the next job gets a new one.
 */
export class TemplateThread {
  readonly #turns = new FairTurns<string>(1);
  #thread: Worker | undefined;

  /**
   * What takes too long is tried once more, when it is the workspace's turn again.
   * @throws when no thread can be started
   */
  async run(workspace: string, job: TemplateJob): Promise<TemplateReply> {
    const reply = await this.#turns.take(workspace, () => this.#once(job));
    return reply.slow ? await this.#turns.take(workspace, () => this.#once(job)) : reply;
  }

  /** How long the jobs of this workspace that wait will take, ms. */
  backlog(workspace: string): number {
    return this.#turns.backlog(workspace);
  }

  async #once(job: TemplateJob): Promise<TemplateReply> {
    const thread = this.#thread ?? (await this.#start());
    thread.ref();
    const reply = await answerOf(thread, job);
    thread.unref();
    if (reply === 'died') {
      return { problem: 'rendering took too much memory', fault: { code: 'too-much-memory' } };
    }
    if (reply !== 'late') return reply;
    await thread.terminate();
    const problem = `rendering took longer than ${KILL_AFTER} ms`;
    return { problem, fault: { code: 'too-slow' }, took: KILL_AFTER, slow: true };
  }

  async #start(): Promise<Worker> {
    const file = new URL('./liquid-thread.mjs', import.meta.url);
    const thread = new Worker(file, { resourceLimits: LIMITS, execArgv: [], env: {} });
    try {
      await once(thread, 'message', { signal: AbortSignal.timeout(START_WITHIN) });
    } catch (error) {
      await thread.terminate();
      throw new Error('no thread for templates could be started', { cause: error });
    }
    // Dying is told to whoever waits for an answer; unheard, it would end the process.
    thread.on('error', () => undefined);
    thread.once('exit', () => (this.#thread = undefined));
    this.#thread = thread;
    return thread;
  }
}

function answerOf(thread: Worker, job: TemplateJob): Promise<TemplateReply | 'late' | 'died'> {
  return new Promise((resolve) => {
    const end = (reply: TemplateReply | 'late' | 'died') => {
      clearTimeout(timer);
      thread.off('message', end);
      thread.off('exit', onExit);
      resolve(reply);
    };
    const onExit = () => end('died');
    // When this very process was held up, the answer may lie waiting: it is looked at before the thread is killed.
    const timer = setTimeout(() => setImmediate(() => end('late')), KILL_AFTER);
    thread.on('message', end);
    thread.on('exit', onExit);
    thread.postMessage(job);
  });
}
