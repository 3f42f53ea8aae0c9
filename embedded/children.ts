import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface ChildOptions {
  /** For messages, such as `The API`. */
  readonly name: string;
  /** The main to run, from the root of the repository. */
  readonly entry: string;
  /** All of its environment. */
  readonly env: NodeJS.ProcessEnv;
  /** Told, in one sentence, of ends that nobody asked for. */
  readonly log: (sentence: string) => void;
  /** Ends it while it is not ready yet. */
  readonly signal: AbortSignal;
}

/** A process of ours, started again when it ends unasked. */
export interface Child {
  /** What it said when it was ready. */
  readonly ready: unknown;
  /** Resolves, with the reason, when it is not started again any more; never when `stop` ends it. */
  readonly gaveUp: Promise<string>;
  /** Asks it to end and waits until it has; kills it when that takes too long. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

/** It ended before it was ready. */
export class ChildFailed extends Error {
  override readonly name = 'ChildFailed';
  /** It has said why itself. */
  readonly hasSaidWhy: boolean;

  constructor(name: string, how: string, code: number | null) {
    super(`${name} ${how} before it was ready.`);
    this.hasSaidWhy = code === 1;
  }
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const tether = new URL('tether.mjs', import.meta.url).href;
const END_WITHIN_MS = 30_000;
const MOST_STARTS = 5;
const WITHIN_MS = 60_000;
const FIRST_PAUSE_MS = 500;

/**
 * Starts a main as a process of its own and waits until it says that it is ready. It ends with this process.
 * @throws ChildFailed when it ends first, or is ended by the signal
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const first = spawnChild(options);
  const said = new Promise<{ ready: unknown }>((resolve) => first.once('message', (ready) => resolve({ ready })));
  const end = () => first.kill('SIGTERM');
  options.signal.addEventListener('abort', end, { once: true });
  if (options.signal.aborted) end();
  const outcome = await Promise.race([said, hasEnded(first)]);
  options.signal.removeEventListener('abort', end);
  if (typeof outcome === 'string') throw new ChildFailed(options.name, outcome, first.exitCode);
  const child = new Supervised(options, first, outcome.ready);
  child.supervise();
  return child;
}

/**
 * In a session of its own: Ctrl-C in a terminal goes to us alone, and we end it when its turn comes. Without tsx's own
 * command line, which would be one more process between.
 */
function spawnChild({ entry, env }: ChildOptions): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', '--import', tether, entry], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** How it ended, as the end of a sentence. */
async function hasEnded(child: ChildProcess): Promise<string> {
  if (child.exitCode === null && child.signalCode === null) {
    await Promise.race([once(child, 'exit'), once(child, 'error')]).catch(() => undefined);
  }
  return child.signalCode === null ? `ended with code ${child.exitCode ?? 'none'}` : `was ended by ${child.signalCode}`;
}

class Supervised implements Child {
  readonly ready: unknown;
  readonly gaveUp: Promise<string>;
  readonly #options: ChildOptions;
  readonly #asked = new AbortController();
  #current: ChildProcess;
  #giveUp: (reason: string) => void = () => undefined;

  constructor(options: ChildOptions, first: ChildProcess, ready: unknown) {
    this.ready = ready;
    this.#options = options;
    this.#current = first;
    this.gaveUp = new Promise((resolve) => {
      this.#giveUp = resolve;
    });
  }

  supervise(): void {
    void this.#startAgain();
  }

  async stop(): Promise<void> {
    this.#asked.abort();
    const child = this.#current;
    const late = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
    child.kill('SIGTERM');
    await hasEnded(child);
    clearTimeout(late);
  }

  kill(): void {
    this.#asked.abort();
    this.#current.kill('SIGKILL');
  }

  async #startAgain(): Promise<void> {
    const { name, log } = this.#options;
    const { signal } = this.#asked;
    let starts: readonly number[] = [performance.now()];
    for (;;) {
      const ended = await hasEnded(this.#current);
      if (signal.aborted) return;
      const now = performance.now();
      starts = starts.filter((at) => at > now - WITHIN_MS);
      if (starts.length >= MOST_STARTS) {
        this.#giveUp(`${name} ${ended}, ${MOST_STARTS} times within a minute: it is not started again.`);
        return;
      }
      const pause = FIRST_PAUSE_MS * 2 ** starts.length;
      log(`${name} ${ended} unasked; it is started again in ${pause / 1000} s.`);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      this.#current = spawnChild(this.#options);
      starts = [...starts, performance.now()];
    }
  }
}
