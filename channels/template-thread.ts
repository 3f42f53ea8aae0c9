// oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin, a window has
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { TemplateVariables } from './template-variables.ts';

type TemplateJob =
  | { readonly kind: 'render'; readonly subject: string; readonly body: string; readonly variables: TemplateVariables }
  | { readonly kind: 'check'; readonly text: string; readonly names: readonly string[] };

/** What the thread answers, or what it died of. */
interface TemplateReply {
  readonly subject?: string;
  readonly html?: string;
  readonly problem?: string;
  /** It was stopped for taking too long, which on a busy machine may not be the template's fault. */
  readonly slow?: boolean;
}

/** A template takes microseconds; what takes this long never ends, ms. */
const KILL_AFTER = 200;
const START_WITHIN = 10_000;
const LIMITS = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };

/**
 * One warm thread that templates run in, one after the other. A template cannot harm more than its thread: one that
 * hangs or eats memory is killed with it, and the next job gets a new one.
 */
export class TemplateThread {
  #thread: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @throws when no thread can be started */
  run(job: TemplateJob): Promise<TemplateReply> {
    const turn = this.#last.then(() => this.#attempt(job));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #attempt(job: TemplateJob): Promise<TemplateReply> {
    const reply = await this.#once(job);
    return reply.slow ? await this.#once(job) : reply;
  }

  async #once(job: TemplateJob): Promise<TemplateReply> {
    const thread = this.#thread ?? (await this.#start());
    thread.ref();
    const reply = await answerOf(thread, job);
    thread.unref();
    if (reply === 'died') return { problem: 'rendering took too much memory' };
    if (reply !== 'late') return reply;
    await thread.terminate();
    return { problem: `rendering took longer than ${KILL_AFTER} ms`, slow: true };
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
