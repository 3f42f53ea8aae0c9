import { defineConfig } from 'vitest/config';

/** Folders whose tests need MongoDB or Temporal; everything else under test/ runs alone in milliseconds. */
const NEEDS_SERVERS = ['api', 'activities', 'db', 'embedded', 'faults', 'worker', 'workflows'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

/** A limit for what hangs. No test is about speed, and a busy machine is no reason to fail. */
const HANGS_MS = 120_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: NEEDS_SERVERS,
          pool: 'threads',
          maxWorkers: 2,
          // Alone on the machine: properties and simulations want both cores, and servers do not like to share them.
          sequence: { groupOrder: 0 },
          testTimeout: HANGS_MS,
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
          sequence: { groupOrder: 1 },
          globalSetup: ['test/global-setup.ts'],
          testTimeout: HANGS_MS,
          hookTimeout: HANGS_MS,
        },
      },
    ],
  },
});
