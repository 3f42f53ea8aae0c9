import { cachedPath, fillCache } from './cache.ts';
import type { Places } from './cache.ts';
import { exists, findOnPath, runProgram } from './program.ts';

/** A way to fetch a program into a folder; returns its path there, or throws with one line that says why. */
export interface Source {
  readonly name: string;
  fetch(folder: string, path: string): Promise<string>;
}

/** How one kind of server is found. */
export interface Recipe {
  readonly product: string;
  readonly program: string;
  /** The environment variable that gives the address of a server that runs already. */
  readonly variable: string;
  /** Takes the version out of what the program prints for `--version`. */
  readonly version: RegExp;
  /** The oldest version that does. */
  readonly minimum: string;
  /** Tried in this order when nothing is on the PATH or in the cache. */
  readonly sources: readonly Source[];
}

export interface FindOptions extends Places {
  /** A server that runs already: taken as it is. */
  readonly address?: string | undefined;
  /** Told, in one sentence, of everything that takes time or was repaired. */
  readonly log: (sentence: string) => void;
}

export type FoundServer =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'program'; readonly binary: string };

const VERSION_MS = 10_000;

/**
 * Finds a server; first hit wins: the given address, the PATH, the cache, then each source in turn (into the cache).
 * @throws Error that lists every attempt and says what to install or which variable to set
 */
export async function findServer(recipe: Recipe, options: FindOptions): Promise<FoundServer> {
  if (options.address !== undefined) return { kind: 'address', address: options.address };
  const attempts: string[] = [];
  const binary =
    (await fromPath(recipe, options, attempts)) ??
    (await fromCache(recipe, options, attempts)) ??
    (await fromSources(recipe, options, attempts));
  if (binary !== undefined) return { kind: 'program', binary };
  throw new Error(
    [
      `${recipe.product} was not found and could not be fetched: install ${recipe.product} ${recipe.minimum} or newer ` +
        `so that ${recipe.program} is on the PATH, or set ${recipe.variable} to a server that runs. Tried:`,
      ...attempts.map((attempt) => `  - ${attempt}`),
    ].join('\n'),
  );
}

async function fromPath(recipe: Recipe, options: FindOptions, attempts: string[]): Promise<string | undefined> {
  const binary = await findOnPath(recipe.program, options.path);
  if (binary === undefined) {
    attempts.push(`the PATH: it has no ${recipe.program}`);
    return undefined;
  }
  const problem = await whyUnusable(recipe, binary);
  if (problem === undefined) return binary;
  attempts.push(`the PATH: ${binary} ${problem}`);
  options.log(`${binary} on the PATH ${problem}; looking elsewhere.`);
  return undefined;
}

async function fromCache(recipe: Recipe, options: FindOptions, attempts: string[]): Promise<string | undefined> {
  const binary = cachedPath(options.cacheDir, recipe.program);
  if (!(await exists(binary))) {
    attempts.push(`the cache: there is no ${binary} yet`);
    return undefined;
  }
  const problem = await whyUnusable(recipe, binary);
  if (problem === undefined) return binary;
  // The broken file stays until the new one replaces it in one step: another start may be repairing it right now.
  attempts.push(`the cache: ${binary} ${problem}`);
  options.log(`The cached ${binary} ${problem}; fetching it again.`);
  return undefined;
}

async function fromSources(recipe: Recipe, options: FindOptions, attempts: string[]): Promise<string | undefined> {
  for (const source of recipe.sources) {
    options.log(`Fetching ${recipe.product} (${source.name}) …`);
    try {
      return await fillCache(
        options.cacheDir,
        recipe.program,
        (folder) => source.fetch(folder, options.path),
        async (binary) => {
          const problem = await whyUnusable(recipe, binary);
          if (problem !== undefined) throw new Error(`what it fetched ${problem}`);
        },
      );
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      attempts.push(`${source.name}: ${reason}`);
      options.log(`${source.name}: ${reason}.`);
    }
  }
  return undefined;
}

/** Runs `--version`. Returns what is wrong with the program, as the end of a sentence, or undefined when it will do. */
async function whyUnusable(recipe: Recipe, binary: string): Promise<string | undefined> {
  try {
    const printed = await runProgram(binary, ['--version'], { timeoutMs: VERSION_MS });
    const version = recipe.version.exec(printed)?.[1];
    if (version === undefined) return `does not say which version it is`;
    if (isOlder(version, recipe.minimum)) return `is version ${version}, older than ${recipe.minimum}`;
    return undefined;
  } catch (error) {
    return `does not run (${error instanceof Error ? error.message : String(error)})`;
  }
}

function isOlder(version: string, minimum: string): boolean {
  return version.localeCompare(minimum, 'en', { numeric: true }) < 0;
}
