import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext, Script } from 'node:vm';
import { build, type Plugin } from 'esbuild';
import type { Instant } from '../../../domain/time.ts';

/** A change of the workflow's source: a bound that is made smaller, or a defect that is planted on purpose. */
export interface Edit {
  /** A file of `workflows/`. */
  readonly file: string;
  /** Found exactly once in it. */
  readonly from: string;
  readonly to: string;
}

/** What the workflow code gets in the place of `@temporalio/workflow`. */
export type SdkExports = Readonly<Record<string, unknown>>;

interface Realm {
  readonly Promise: PromiseConstructor;
  /** Makes the modules of one workflow anew, as Temporal does for each. */
  readonly load: (require: (name: string) => unknown, now: () => Instant) => Record<string, unknown>;
  /** Says when a handler's promise is over, as late as the SDK's own chain of promises does. */
  readonly after: (handled: unknown, over: () => void) => void;
  /** Says what a handler's promise came to. */
  readonly settled: (handled: unknown, done: (value: unknown) => void, failed: (error: unknown) => void) => void;
  /** Starts the workflow and says how it ends; its handlers belong to this realm, so `drain` takes them. */
  readonly start: (main: () => Promise<unknown>, ended: (error?: unknown) => void) => void;
}

const ROOT = new URL('../../../workflows/', import.meta.url);
const requireHere = createRequire(import.meta.url);
const kept = new Map<string, unknown>();

/** Packages without state of their own, loaded once. */
function shared(name: string): unknown {
  if (!kept.has(name)) kept.set(name, requireHere(name));
  return kept.get(name);
}

/** With its own queue of microtasks, which is worked off before a call from outside returns. */
const GLUE = `({
  Promise,
  after: (handled, over) => void (async () => handled)().catch(() => undefined).finally(() => over()),
  settled: (handled, done, failed) => void (async () => handled)().then((value) => done(value), (error) => failed(error)),
  start: (main, ended) => void (async () => main())().then(() => ended(), (error) => ended(error)),
  load: (require, now) => {
    const module = { exports: {} };
    const VirtualDate = class extends Date {
      static now() { return now(); }
      constructor(...given) { super(...(given.length === 0 ? [now()] : given)); }
    };
    define(require, module, module.exports, VirtualDate);
    return module.exports;
  },
})`;

/**
 * The customer workflow's own code, bundled as it stands in the repository, in a realm without Node, timers or a real
 * clock. Everything it does until it waits again happens within one call of `run`.
 */
export class Program {
  readonly realm: Realm;
  readonly #context: Record<string, unknown>;
  readonly #call = new Script('work()');

  private constructor(code: string) {
    this.#context = { TextEncoder };
    createContext(this.#context, { microtaskMode: 'afterEvaluate' });
    this.#context['define'] = runInContext(`(function (require, module, exports, Date) {${code}\n})`, this.#context);
    this.realm = runInContext(GLUE, this.#context) as Realm;
  }

  /** @throws Error where the text to be edited is not there exactly once */
  static async of(edits: readonly Edit[] = []): Promise<Program> {
    const name = JSON.stringify(edits);
    const program = programs.get(name) ?? bundle(edits).then((code) => new Program(code));
    programs.set(name, program);
    return await program;
  }

  /** Runs `work` and all microtasks that follow from it. */
  run(work: () => void): void {
    this.#context['work'] = work;
    this.#call.runInContext(this.#context);
  }

  /** The workflow's exports, over this SDK: modules of its own. */
  load(sdk: SdkExports, now: () => Instant): Record<string, unknown> {
    return this.realm.load((name) => (name === '@temporalio/workflow' ? sdk : shared(name)), now);
  }
}

const programs = new Map<string, Promise<Program>>();

async function bundle(edits: readonly Edit[]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('customer.ts', ROOT))],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'neutral',
    target: 'node20',
    external: ['@temporalio/*'],
    plugins: [planting(edits)],
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

function planting(edits: readonly Edit[]): Plugin {
  return {
    name: 'edits',
    setup(builder) {
      builder.onLoad({ filter: /[/\\]workflows[/\\][^/\\]+\.ts$/ }, async ({ path }) => {
        const own = edits.filter(({ file }) => file === basename(path));
        return { contents: own.reduce(edited, await readFile(path, 'utf8')), loader: 'ts' };
      });
    },
  };
}

function edited(source: string, { file, from, to }: Edit): string {
  const parts = source.split(from);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times, not once: ${from}`);
  return parts.join(to);
}
