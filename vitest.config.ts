import { defineConfig } from 'vitest/config';

const filesIn = (...folders: readonly string[]) => folders.map((folder) => `test/${folder}/**/*.test.ts`);
/** Tests that need MongoDB and nothing else. */
const NEEDS_STORE = filesIn('api', 'activities', 'db');
/** Tests that need Temporal too, or start programs of their own. Everything else under test/ runs in milliseconds. */
const NEEDS_SERVERS = filesIn('embedded', 'faults', 'worker', 'workflows');

/** A limit for what hangs. No test is about speed, and a busy machine is no reason to fail. */
const HANGS_MS = 120_000;

export default defineConfig({
  test: {
    // Only with --coverage. The tests of the domain reach the thresholds by themselves, so every larger run does too.
    coverage: {
      provider: 'v8',
      include: ['domain/**/*.ts'],
      exclude: ['test/**'],
      reporter: ['json-summary'],
      thresholds: { lines: 98, branches: 95 },
    },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...NEEDS_STORE, ...NEEDS_SERVERS],
          pool: 'threads',
          maxWorkers: 2,
          // Alone on the machine: properties and simulations want both cores, and servers do not like to share them.
          sequence: { groupOrder: 0 },
          testTimeout: HANGS_MS,
        },
      },
      {
        test: {
          name: 'store',
          include: NEEDS_STORE,
          pool: 'forks',
          maxWorkers: 2,
          // Each file has a database of its own; loading the API anew for each would take longer than most of them.
          isolate: false,
          sequence: { groupOrder: 1 },
          globalSetup: ['test/store-setup.ts'],
          testTimeout: HANGS_MS,
          hookTimeout: HANGS_MS,
        },
      },
      {
        test: {
          name: 'servers',
          include: NEEDS_SERVERS,
          // Temporal's native part does not share a process between test files well.
          pool: 'forks',
          // The servers take their share of two cores too.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
          globalSetup: ['test/global-setup.ts'],
          testTimeout: HANGS_MS,
          hookTimeout: HANGS_MS,
        },
      },
    ],
  },
});
