import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A server process of ours that cannot outlive us. */
export interface Guarded {
  /** Settles when the server has ended, with the last lines it wrote; never rejects. */
  readonly ended: Promise<string>;
  /** Asks the server to end and waits until it has. Calling it again is harmless. */
  stop(): Promise<void>;
}

export interface GuardedOptions {
  /** The name for messages, such as `MongoDB`. */
  readonly name: string;
  readonly binary: string;
  readonly args: readonly string[];
  /** The server is up when it has written this to its standard output. */
  readonly readyWhen: RegExp;
  readonly timeoutMs: number;
}

/** A server that ended before it was up; `output` is what it wrote last. */
export class StartError extends Error {
  readonly output: string;
  constructor(message: string, output: string) {
    super(message);
    this.output = output;
  }
}

/** A crash says what is wrong at its beginning, a server that has run for long at its end. */
const HEAD_CHARS = 8_000;
const TAIL_CHARS = 8_000;
const guardPath = fileURLToPath(new URL('guard.mjs', import.meta.url));

/**
 * Starts a server and waits until it says that it is up. It ends with this process, even if this one is killed.
 * @throws StartError when it ends first or is not up in time
 */
export async function startGuarded(options: GuardedOptions): Promise<Guarded> {
  const guard = spawn(process.execPath, [guardPath, options.binary, ...options.args], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const output = keepOutput(guard);
  const ended = once(guard, 'close').then(output, (error: unknown) => String(error));
  const guarded: Guarded = { ended, stop: () => endGuard(guard, ended) };
  const outcome = await Promise.race([
    ended.then(() => 'ended' as const),
    saysReady(guard, options.readyWhen),
    afterMs(options.timeoutMs),
  ]);
  if (outcome === 'ready') return guarded;
  await guarded.stop();
  throw new StartError(
    outcome === 'ended'
      ? `${options.name} (${options.binary}) ended while starting.`
      : `${options.name} (${options.binary}) was not up within ${options.timeoutMs / 1000} s.`,
    await ended,
  );
}

/** Reads what the server writes, for ever, so that it never waits for us; returns how to get the parts that are kept. */
function keepOutput(guard: ChildProcess): () => string {
  let head = '';
  let tail = '';
  const keep = (chunk: Buffer): void => {
    const text = chunk.toString();
    const room = HEAD_CHARS - head.length;
    head += text.slice(0, room);
    tail = (tail + text.slice(room)).slice(-TAIL_CHARS);
  };
  guard.stdout?.on('data', keep);
  guard.stderr?.on('data', keep);
  return () => head + tail;
}

async function endGuard(guard: ChildProcess, ended: Promise<string>): Promise<void> {
  guard.stdin?.destroy();
  await ended;
}

function saysReady(guard: ChildProcess, pattern: RegExp): Promise<'ready'> {
  return new Promise((resolve) => {
    let head = '';
    const look = (chunk: Buffer): void => {
      head += chunk.toString();
      if (!pattern.test(head)) return;
      head = '';
      guard.stdout?.off('data', look);
      resolve('ready');
    };
    guard.stdout?.on('data', look);
  });
}

function afterMs(ms: number): Promise<'late'> {
  return new Promise((resolve) => setTimeout(() => resolve('late'), ms).unref());
}
