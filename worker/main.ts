import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, type NativeConnectionOptions, Runtime, type RuntimeOptions } from '@temporalio/worker';
import { createActivities, MAIL_LINES, tellMailSending, UnusableKey } from '../activities/index.ts';
import { openCoding } from '../codec/coding.ts';
import { ConfigError, readConfig, type Config } from '../config.ts';
import { connectAtStart, StoreAway } from '../db/connection.ts';
import { OtherFormat } from '../db/format.ts';
import { openSeals } from '../db/seal.ts';
import { bringUpToDate } from '../db/migrations/bring-up-to-date.ts';
import { keepHeapSmall } from '../heap.ts';
import { AttributesMissing, prepareNamespace } from './namespace.ts';
import { scrubbedLogger } from './personal-data.ts';
import { createWorker } from './worker.ts';

/** What a worker needs from the environment, and cannot find by itself. */
function required(value: string | undefined, variable: string): string {
  if (value === undefined) throw new ConfigError([`${variable} is not set: a worker started by itself needs it.`]);
  return value;
}

function runtimeOptions({ metricsPort }: Config): RuntimeOptions {
  const logger = scrubbedLogger('WARN');
  if (metricsPort === undefined) return { logger };
  return { logger, telemetryOptions: { metrics: { prometheus: { bindAddress: `0.0.0.0:${metricsPort}` } } } };
}

class TemporalAway extends Error {
  override readonly name = 'TemporalAway';
}

/** @throws TemporalAway where nothing answers there, in one sentence */
async function connectTemporal(options: NativeConnectionOptions): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect(options);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    const where = options.address ?? 'the default address';
    throw new TemporalAway(`Temporal at ${where} does not answer (${reason}): start it or correct TEMPORAL_ADDRESS.`);
  }
}

/** Runs until SIGINT or SIGTERM, which the SDK itself turns into an orderly shutdown. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const mongodbUri = required(config.mongodbUri, 'MONGODB_URI');
  Runtime.install(runtimeOptions(config));
  const { connectionOptions, namespace = config.temporalNamespace } = loadClientConnectConfig();
  const [store, connection] = await Promise.all([
    connectAtStart(mongodbUri),
    connectTemporal({
      ...connectionOptions,
      ...(config.temporalAddress ? { address: config.temporalAddress } : {}),
    }),
  ]);
  await bringUpToDate(store, (sentence) => console.error(sentence));
  await prepareNamespace(connection.operatorService, namespace);
  const given = {
    connection: store,
    smtpUrl: config.smtpUrl,
    mailboxUrl: config.mailboxUrl,
    from: config.mailFrom,
    publicUrl: config.publicUrl,
    bounceAddress: config.bounceAddress,
    dkim: config.dkim,
    webhookAllow: config.webhookAllow,
    standIn: config.standInUrl,
    seals: openSeals(config.secretsKeys),
    ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
  };
  const coding = openCoding(store, config);
  const activities = createActivities(given);
  await tellMailSending(given);
  const workers = await createWorker({ connection, namespace, activities, coding, mailLines: MAIL_LINES });
  process.send?.('ready');
  await workers.run();
  await Promise.all([connection.close(), store.close()]);
}

keepHeapSmall();
try {
  await main();
  process.exit(0);
} catch (error) {
  const known = [ConfigError, UnusableKey, AttributesMissing, StoreAway, TemporalAway];
  const isKnown = error instanceof Error && known.some((kind) => error instanceof kind);
  if (error instanceof OtherFormat) console.error(`The store cannot be used: ${error.message}.`);
  else console.error(isKnown ? error.message : error);
  // What is still connected would keep the process: one that does nothing, and that nobody starts again.
  process.exit(1);
}
