import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { firstWorkspace } from '../api/workspaces/first-workspace.ts';
import { readConfig, type Config } from '../config.ts';
import { buildPages } from './build-pages.ts';
import { placesOf } from './cache.ts';
import { ChildFailed } from './children.ts';
import { keptKey } from './credentials.ts';
import { fillDemo } from './demo.ts';
import { startSojourn, type Running } from './running.ts';
import { listenForStop, untilGiven } from './stopping.ts';
import { welcome } from './welcome.ts';

const say = (sentence: string) => console.error(sentence);

/** Everything on this machine, until Ctrl-C. @returns the exit code */
async function main(): Promise<number> {
  const config = readConfig(process.env);
  const port = await choosePort(config);
  const dataDir = resolve(config.dataDir);
  const { id } = firstWorkspace(config);
  let running: Running | undefined;
  const stop = listenForStop(() => {
    running?.kill();
    process.exit(1);
  });
  say('Starting MongoDB, Temporal, the API and a worker …');
  try {
    // The API looks for them when it starts.
    await buildPages();
    running = await startSojourn({
      ...placesOf(process.env),
      config,
      port,
      dataDir,
      env: process.env,
      adminKey: () => keptKey(dataDir, id),
      log: say,
      signal: stop,
    });
    const ended = Promise.race([untilGiven(stop), running.gaveUp]);
    const reason = await Promise.race([ended, show(running, config, dataDir).then(() => ended)]);
    if (reason !== undefined) throw new Error(reason);
  } catch (error) {
    // What breaks while everything stops says nothing.
    if (!stop.aborted) throw error;
  } finally {
    if (stop.aborted) say('Stopping …');
    await running?.stop();
  }
  return 0;
}

async function show(running: Running, config: Config, dataDir: string): Promise<void> {
  const workspace = firstWorkspace(config);
  const isDemo = config.demo && running.workspace === workspace.id && workspace.testClock !== undefined;
  const size = { customers: config.demoCustomers };
  const isNeeded = () => say('Filling the store with the demo workspace …');
  if (isDemo) await fillDemo(running, workspace.testClock, size, isNeeded);
  console.log(await welcome(running, { workspace, demo: isDemo ? size : null, dataDir }));
}

/** Looked at before anything is downloaded or started. */
function choosePort({ host, port }: Config): Promise<number> {
  return new Promise((resolvePromise, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(new Error(`Port ${port} is in use; set PORT to another one.`));
      // What else can be wrong with an address is said by whoever listens there for good.
      else resolvePromise(port);
    });
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolvePromise(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}

try {
  process.exit(await main());
} catch (error) {
  if (!(error instanceof ChildFailed && error.hasSaidWhy)) say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
