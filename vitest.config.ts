import { defineConfig, type Plugin } from 'vitest/config';
import { SlowFirst } from './test/slow-first.ts';

const filesIn = (...folders: readonly string[]) => folders.map((folder) => `test/${folder}/**/*.test.ts`);
/** Tests of pure functions. */
const DOMAIN = filesIn('domain');
/** Tests that need MongoDB and nothing else. */
const NEEDS_STORE = filesIn('api', 'activities', 'db');
/** Tests of the pages, in a browser. */
const NEEDS_BROWSER = filesIn('browser');
/** Tests that need Temporal too, or start programs of their own. Everything else under test/ runs in milliseconds. */
const NEEDS_SERVERS = filesIn('embedded', 'faults', 'worker', 'workflows');

/** Coverage counts in every worker, which the tests of everything else would pay for and add nothing to. */
const coversNothing: Plugin = {
  name: 'covers-nothing',
  configureVitest({ project }) {
    project.config.coverage = { ...project.config.coverage, enabled: false };
  },
};

/**
 * How far the heap of a Temporal server may grow before it is cleaned, in percent; the programs that start one hand it on.
 * A server of one run has a small heap, and with the usual 100 a fifth of its work is cleaning.
 */
process.env['GOGC'] ??= '400';

/** The programs that tests start hold each reply against its contract, whatever else a test is about. */
process.env['CHECK_REPLIES'] ??= 'on';

/** One more than there are cores: tests with servers of their own wait as much as they work. A fourth costs more than it fills. */
const SIDE_BY_SIDE = 3;

/** A limit for what hangs. No test is about speed, and a busy machine is no reason to fail. */
const HANGS_MS = 120_000;

export default defineConfig({
  test: {
    // Only with --coverage, and only of the tests of the domain, which reach the thresholds by themselves.
    coverage: {
      provider: 'v8',
      include: ['domain/**/*.ts'],
      exclude: ['test/**'],
      reporter: ['json-summary'],
      thresholds: { lines: 98, branches: 95 },
    },
    sequence: { sequencer: SlowFirst },
    // What one project has compiled the next ones take, by what the file holds; `npm ci` throws it away.
    experimental: { fsModuleCache: true },
    projects: [
      {
        test: {
          name: 'domain',
          include: DOMAIN,
          pool: 'threads',
          maxWorkers: 2,
          // Nothing here keeps anything outside of a test, so nothing has to be loaded anew for each file.
          isolate: false,
          sequence: { groupOrder: 0 },
          testTimeout: HANGS_MS,
        },
      },
      {
        plugins: [coversNothing],
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...DOMAIN, ...NEEDS_STORE, ...NEEDS_SERVERS, ...NEEDS_BROWSER],
          pool: 'threads',
          maxWorkers: 2,
          isolate: false,
          // Alone on the machine: properties and simulations want both cores, and servers do not like to share them.
          sequence: { groupOrder: 0 },
          testTimeout: HANGS_MS,
        },
      },
      {
        plugins: [coversNothing],
        test: {
          name: 'store',
          include: NEEDS_STORE,
          pool: 'forks',
          // One more than there are cores: every write waits until it is on the disk.
          maxWorkers: 3,
          // Each file has a database of its own; loading the API anew for each would take longer than most of them.
          isolate: false,
          sequence: { groupOrder: 1 },
          globalSetup: ['test/store-setup.ts'],
          testTimeout: HANGS_MS,
          hookTimeout: HANGS_MS,
        },
      },
      {
        plugins: [coversNothing],
        test: {
          name: 'servers',
          include: NEEDS_SERVERS,
          // Temporal's native part does not share a process with another of its kind, but one file after the other may.
          pool: 'forks',
          isolate: false,
          maxWorkers: SIDE_BY_SIDE,
          sequence: { groupOrder: 2 },
          globalSetup: ['test/global-setup.ts'],
          testTimeout: HANGS_MS,
          hookTimeout: HANGS_MS,
        },
      },
      {
        plugins: [coversNothing],
        test: {
          name: 'browser',
          include: NEEDS_BROWSER,
          pool: 'forks',
          // Among the servers' tests: a page waits for its answers half of the time.
          maxWorkers: SIDE_BY_SIDE,
          sequence: { groupOrder: 2 },
          globalSetup: ['test/global-setup.ts', 'test/browser/setup.ts'],
          testTimeout: HANGS_MS,
          hookTimeout: HANGS_MS,
        },
      },
    ],
  },
});
