import { readFile, writeFile } from 'node:fs/promises';

/** A server of `embedded/`, which ends it only in order. */
interface Started {
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** MongoDB or Temporal on one port and one set of data, which can be killed and started again. */
export class Server {
  readonly #pidFile: string;
  readonly #start: () => Promise<Started>;
  #starting: Promise<Started | undefined> = Promise.resolve(undefined);
  #started: Started | undefined;
  #isClosed = false;

  private constructor(pidFile: string, start: () => Promise<Started>) {
    this.#pidFile = pidFile;
    this.#start = start;
  }

  /**
   * @param name of files that are made in `folder`
   * @param start starts the program that it is given
   */
  static async prepare(
    folder: string,
    name: string,
    binary: string,
    start: (binary: string) => Promise<Started>,
  ): Promise<Server> {
    const pidFile = `${folder}/${name}.pid`;
    const script = `${folder}/${name}.sh`;
    // The process id is the one thing that the guard between us and the server does not tell.
    await writeFile(script, `#!/bin/sh\necho $$ > '${pidFile}'\nexec '${binary}' "$@"\n`, { mode: 0o700 });
    return new Server(pidFile, () => start(script));
  }

  async start(): Promise<void> {
    if (this.#isClosed) throw new Error('It is not started any more: the test is over.');
    const starting = this.#start();
    this.#starting = starting.catch(() => undefined);
    this.#started = await starting;
  }

  /** Ends it for good, in order. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await (await this.#starting)?.stop();
  }

  /** Without a chance to finish anything; resolves when it is gone. */
  async kill(): Promise<void> {
    const started = this.#started;
    await this.#signal('SIGKILL');
    await started?.ended;
    this.#started = undefined;
  }

  /** It keeps its sockets and its memory and does nothing. */
  async freeze(): Promise<void> {
    await this.#signal('SIGSTOP');
  }

  async thaw(): Promise<void> {
    await this.#signal('SIGCONT');
  }

  async #signal(signal: NodeJS.Signals): Promise<void> {
    if (this.#started === undefined) throw new Error(`Nothing runs that could be sent ${signal}.`);
    process.kill(Number(await readFile(this.#pidFile, 'utf8')), signal);
  }
}
