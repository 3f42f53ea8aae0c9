import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtProgram } from './built.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const tether = new URL('../../embedded/tether.mjs', import.meta.url).href;
const TAIL_CHARS = 8_000;

/** The API or a worker as a process of its own, which can be killed, frozen and started again. */
export class Program {
  readonly name: string;
  readonly #entry: string;
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #isClosed = false;
  #output = '';

  constructor(name: string, entry: string, env: NodeJS.ProcessEnv) {
    this.name = name;
    this.#entry = entry;
    this.#env = env;
  }

  /** The process that runs, if one does. */
  get pid(): number | undefined {
    const child = this.#child;
    return child && child.exitCode === null && child.signalCode === null ? child.pid : undefined;
  }

  /** What all its processes wrote last. */
  get output(): string {
    return this.#output;
  }

  /**
   * Resolves when it says that it is ready.
   * @throws Error with what it wrote, when it ends before
   */
  async start(): Promise<void> {
    const file = await builtProgram(this.#entry);
    if (this.#isClosed) throw new Error(`${this.name} is not started any more: the test is over.`);
    const child = spawn(process.execPath, ['--import', tether, file], {
      cwd: root,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output = `${this.#output}${chunk.toString()}`.slice(-TAIL_CHARS);
      });
    }
    const first = await Promise.race([once(child, 'message').then(() => 'ready'), once(child, 'exit')]);
    if (first !== 'ready') throw new Error(`${this.name} ended before it was ready:\n${this.#output}`);
  }

  /** Lets it finish what it has begun; resolves when it is gone. */
  async finish(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Without a chance to finish anything; resolves when it is gone. Harmless where nothing runs. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends it for good. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.kill();
  }

  /** It keeps its sockets and its memory and does nothing. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (child === undefined || this.pid === undefined) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}
