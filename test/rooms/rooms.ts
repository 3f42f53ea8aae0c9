import { GROUPS, words, type Group } from './uses.ts';

/** A part of the tree, and all that its files may lean on. Whatever is not named here is forbidden. */
export interface Room {
  /** `domain/` is a folder with all below it; `*` stands for part of a name, and `**` for any folders. */
  readonly covers: readonly string[];
  /** The rooms and files that it may import. */
  readonly files: readonly string[];
  readonly packages: readonly string[];
  /** What it may import as types only, besides. */
  readonly types: readonly string[];
  /** Groups of globals, besides the language itself. */
  readonly groups: readonly Exclude<Group, 'language'>[];
  /** Single globals, and members of globals. */
  readonly uses: readonly string[];
}

/** One file that may do what its room may not, and why. */
export interface Exception {
  readonly file: string;
  /** Packages and files. */
  readonly imports?: readonly string[];
  readonly uses?: readonly string[];
  readonly because: string;
}

/** What both sides of Temporal have to agree on: the only values of workflows that other rooms may take. */
const MESSAGES = words('workflows/*messages.ts workflows/search-attributes.ts');

const CONTRACTS = words('api/**/*.contract.ts api/http/contract.ts api/http/fields.ts');

/** The first row that covers a file is the file's row. */
export const ROOMS: readonly Room[] = [
  {
    covers: words(
      `domain/**/*.schema.ts domain/journey/steps/*.ts domain/journey/steps/waits/*.ts domain/journey/triggers/*.ts
       domain/loyalty/rewards/*.ts`,
    ),
    files: ['domain/'],
    packages: ['zod'],
    types: [],
    groups: ['text'],
    uses: [],
  },
  { covers: ['domain/'], files: ['domain/'], packages: [], types: ['zod'], groups: ['text'], uses: [] },
  {
    covers: ['workflows/'],
    files: ['workflows/'],
    packages: ['@temporalio/workflow'],
    types: words('domain/ db/ jobs/ activities/index.ts'),
    groups: [],
    // The sandbox gives a workflow a clock of its own.
    uses: words('Date.now TextEncoder'),
  },
  {
    // They run at a start, wait for each other under a lease and say how far they are.
    covers: ['db/migrations/'],
    files: words('db/ domain/'),
    packages: words('mongoose node:crypto node:timers/promises node:util'),
    types: [],
    groups: ['timers'],
    uses: words('performance toLocaleString'),
  },
  {
    covers: ['db/'],
    files: words('db/ domain/'),
    packages: words('mongoose lru-cache node:crypto node:stream/promises node:timers/promises node:util'),
    types: ['node:stream'],
    groups: [],
    uses: ['Buffer'],
  },
  {
    covers: ['channels/'],
    files: words('channels/ domain/'),
    packages: words(
      `grammy html-to-text jose liquidjs nodemailer postal-mime smtp-server web-push
       node:crypto node:dns node:events node:http node:https node:net node:process node:util node:worker_threads`,
    ),
    types: words('node:stream'),
    groups: ['text', 'timers'],
    uses: words('Buffer Date.now URLSearchParams fetch performance'),
  },
  {
    // How values go to Temporal and come back: every client and every worker does it alike.
    covers: ['codec/'],
    files: words('codec/ domain/ db/ config.ts'),
    packages: words('@temporalio/common node:crypto node:url'),
    types: ['mongoose'],
    groups: ['text'],
    uses: ['Buffer', 'Date.now'],
  },
  {
    // What stands in messages and comes back: the worker makes it, the API reads it.
    covers: ['links/'],
    files: words('links/ domain/ db/'),
    packages: words('node:crypto zod'),
    types: ['mongoose'],
    groups: [],
    uses: ['Buffer'],
  },
  {
    covers: ['publishing/'],
    files: words('publishing/ domain/ db/'),
    packages: words('node:crypto node:timers/promises node:util'),
    types: words('channels/ mongoose'),
    groups: [],
    uses: [],
  },
  {
    covers: ['ingest/'],
    files: ['ingest/', 'domain/', 'db/', 'links/', ...MESSAGES],
    packages: words('@temporalio/client node:crypto node:timers/promises'),
    types: ['mongoose'],
    groups: ['timers'],
    uses: words('Buffer Date.now'),
  },
  {
    covers: ['imports/'],
    files: ['imports/', 'domain/', 'db/', 'ingest/', ...MESSAGES],
    packages: words('@temporalio/client node:buffer node:crypto node:timers/promises'),
    types: words('mongoose node:stream'),
    groups: ['text', 'timers'],
    uses: words('Buffer Date.now'),
  },
  {
    covers: ['jobs/'],
    files: [...words('jobs/ domain/ db/ imports/ ingest/ publishing/'), ...MESSAGES],
    packages: words(
      '@temporalio/activity @temporalio/client node:async_hooks node:crypto node:timers/promises node:util',
    ),
    types: words('workflows/ mongoose node:stream'),
    groups: ['timers'],
    uses: ['Date.now'],
  },
  {
    covers: ['activities/'],
    files: [...words('activities/ domain/ db/ channels/ imports/ ingest/ jobs/ links/ publishing/'), ...MESSAGES],
    packages: words('@temporalio/activity @temporalio/client node:timers/promises node:util'),
    types: ['mongoose'],
    groups: ['timers'],
    uses: ['Date.now'],
  },
  {
    // A browser may use their types: nothing of the store or of Node may come with them.
    covers: CONTRACTS,
    files: ['domain/', ...CONTRACTS],
    packages: ['zod'],
    types: [],
    groups: [],
    uses: [],
  },
  {
    covers: ['api/*main.ts'],
    files: words('api/ codec/ domain/ db/ channels/ imports/ ingest/ jobs/ links/ publishing/ config.ts heap.ts'),
    packages: words('@temporalio/client @temporalio/envconfig oxfmt pino node:fs node:fs/promises node:path node:url'),
    types: ['mongoose'],
    groups: ['text'],
    uses: words('Date.now console process'),
  },
  {
    covers: ['api/'],
    files: words('api/ codec/ domain/ db/ channels/webhook-signature.ts imports/ ingest/ jobs/ links/ publishing/'),
    packages: words(
      `compression express helmet jose openid-client prom-client rate-limiter-flexible zod
       node:crypto node:http node:stream node:stream/promises node:timers/promises node:util node:zlib`,
    ),
    types: words('@temporalio/common channels/ mongoose pino node:net'),
    groups: ['text', 'timers'],
    uses: words('Buffer URLSearchParams performance'),
  },
  {
    covers: ['worker/'],
    files: [
      ...words(
        'worker/ codec/ activities/index.ts db/connection.ts db/format.ts db/migrations/ db/seal.ts domain/ config.ts heap.ts',
      ),
      'jobs/worker-stops.ts',
      ...MESSAGES,
    ],
    packages: words(
      `@temporalio/envconfig @temporalio/worker
       node:crypto node:fs/promises node:path node:url node:util`,
    ),
    types: [],
    groups: ['text'],
    uses: words('Date.now console process'),
  },
  {
    covers: ['embedded/'],
    files: words(
      `embedded/ domain/ config.ts ingest/at-once.ts
       api/**/*.contract.ts api/keys/key.ts api/workspaces/first-workspace.ts`,
    ),
    packages: words(
      `mongoose mongodb-memory-server-core @temporalio/testing zod
       node:child_process node:crypto node:events node:fs node:fs/promises node:net node:os node:path node:stream
       node:timers/promises node:url`,
    ),
    types: ['api/workspaces/workspace.ts'],
    groups: ['text', 'timers', 'locale'],
    uses: words('Date.now performance console fetch process'),
  },
  {
    covers: words('web/vite.config.ts client/vite.config.ts client/draws/vite.config.ts client/push/vite.config.ts'),
    files: [],
    packages: words('@vitejs/plugin-react vite'),
    types: [],
    groups: [],
    uses: ['process'],
  },
  {
    // A browser: of the API it knows the contracts, and of these the types alone. What the client shows is previewed by its own code.
    covers: ['web/'],
    files: words('client/ web/'),
    packages: words('@tanstack/react-query d3-sankey d3-scale d3-shape diff react react-dom react-dom/client wouter'),
    types: words('api/**/*.contract.ts api/http/contract.ts domain/ zod'),
    groups: ['browser', 'text', 'timers', 'locale'],
    uses: words('Date.now performance'),
  },
  {
    // Pages of shops: as little as can be, so of everything else only types.
    covers: ['client/'],
    files: ['client/'],
    packages: [],
    types: words('api/placements/*.contract.ts domain/ zod'),
    groups: ['browser', 'timers'],
    uses: words('Date.now Math.random btoa crypto CSSStyleSheet HTMLElement Notification PointerEvent ShadowRoot'),
  },
  {
    covers: ['config.ts'],
    files: ['domain/input/shape-problems.ts'],
    packages: ['zod'],
    types: [],
    groups: [],
    uses: [],
  },
  { covers: ['heap.ts'], files: [], packages: ['node:v8'], types: [], groups: [], uses: [] },
];

/** Measures and tests may import all there is; nothing imports them. */
export const FREE = words('bench/ test/ vitest.config.ts');

export const EXCEPTIONS: readonly Exception[] = [
  {
    file: 'api/operations/mailbox-words.ts',
    uses: ['Intl'],
    because: 'When a message was decided, as the language of whoever looks at the mailbox writes it.',
  },
  {
    file: 'domain/time-zone.ts',
    imports: ['temporal-polyfill'],
    because: 'Node 20 has no Temporal, and no other rule for the two hours of the year that are missing or come twice.',
  },
  {
    file: 'domain/sha256.ts',
    imports: ['@noble/hashes/sha2.js', '@noble/hashes/utils.js'],
    because: 'A hash of a text is the same everywhere; a browser may run it too.',
  },
  {
    file: 'domain/currency.ts',
    imports: ['dinero.js/currencies'],
    uses: ['Intl'],
    because: 'The table of ISO 4217, and how a sum is written: words for people, in English everywhere.',
  },
  {
    file: 'workflows/search-attributes.ts',
    imports: ['@temporalio/common'],
    because: 'Keys of search attributes are made there, and starting a workflow needs them outside of the sandbox too.',
  },
  {
    file: 'workflows/why.ts',
    imports: ['domain/words/one-line.ts'],
    because: 'A line for operators decides nothing, so it may change under sleeping customers.',
  },
  {
    file: 'workflows/performer.ts',
    imports: ['domain/words/one-line.ts'],
    because: 'Why an effect was lost, in a line for operators: it decides nothing.',
  },
  {
    file: 'api/docs/schema-text.ts',
    uses: ['toLocaleString'],
    because: 'Figures of the documentation, written in English on every machine.',
  },
  {
    file: 'web/reference/reference.ts',
    imports: ['swagger-ui-dist/swagger-ui-es-bundle.js', 'swagger-ui-dist/swagger-ui.css'],
    because: 'The reference of the API is a page of its own, which no screen loads.',
  },
  {
    file: 'client/draws.ts',
    imports: ['a name that is worked out'],
    because: 'The second file of the client lies beside the first one, wherever the server is.',
  },
  {
    file: 'client/push.ts',
    imports: ['a name that is worked out'],
    because: 'What subscribes lies beside the first file, too.',
  },
  {
    file: 'db/seal.ts',
    uses: ['Buffer'],
    because: 'A sealed secret is bytes that are put together and taken apart.',
  },
  {
    file: 'codec/failures.cjs',
    uses: words('require exports'),
    because: 'Temporal’s library requires it by its path: outside of the sandbox, and in its bundle.',
  },
  {
    file: 'activities/send-message.ts',
    uses: ['Math.random'],
    because: 'Attempts that failed together must not come back together.',
  },
];

const STARS: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '*': '[^/]*' };

/** Whether an entry such as `domain/`, `api/*.contract.ts` or `zod` names this file or package. */
export function names(entry: string, target: string): boolean {
  if (entry.endsWith('/')) return target.startsWith(entry);
  if (!entry.includes('*')) return entry === target;
  const pattern = entry.replaceAll('.', String.raw`\.`).replaceAll(/\*\*\/|\*/g, (star) => STARS[star] ?? star);
  return new RegExp(`^${pattern}$`).test(target);
}

/** What a file may do: what its row may, and what it is excepted for. */
export function mayOf(file: string): { readonly [kind in 'values' | 'types' | 'uses']: readonly string[] } | undefined {
  const room = ROOMS.find(({ covers }) => covers.some((entry) => names(entry, file)));
  if (room === undefined) return undefined;
  const excepted = EXCEPTIONS.filter((exception) => exception.file === file);
  const values = [...room.files, ...room.packages, ...excepted.flatMap(({ imports = [] }) => imports)];
  return {
    values,
    types: [...values, ...room.types],
    uses: [
      ...GROUPS.language,
      ...room.groups.flatMap((group) => GROUPS[group]),
      ...room.uses,
      ...excepted.flatMap(({ uses = [] }) => uses),
    ],
  };
}
