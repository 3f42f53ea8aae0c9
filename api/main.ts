import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection as TemporalConnection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { Connection } from 'mongoose';
import { pino } from 'pino';
import { testsOver } from './channels-main.ts';
import { startStandIn, type StandIn } from '../channels/standin.ts';
import { startMailbox, type Mailbox } from '../channels/mailbox.ts';
import { checkMails } from '../channels/check-mails.ts';
import { readReport } from '../channels/report.ts';
import { renderTemplate, renderTexts } from '../channels/render.ts';
import { unsubscribeUrl } from '../channels/email.ts';
import { openCoding, type Coding } from '../codec/coding.ts';
import { ConfigError, readConfig, type Config } from '../config.ts';
import { openSeals } from '../db/seal.ts';
import { connectAtStart, StoreAway } from '../db/connection.ts';
import { OtherFormat } from '../db/format.ts';
import { bringUpToDate } from '../db/migrations/bring-up-to-date.ts';
import { ensureIndexes } from '../db/schema.ts';
import { withoutAddresses } from '../domain/input/personal-data.ts';
import { SECOND } from '../domain/time.ts';
import { keepHeapSmall } from '../heap.ts';
import { openImports } from '../imports/open.ts';
import { seeQueue } from '../ingest/attendance.ts';
import { openIngest, wakesOf } from '../ingest/open.ts';
import { openJobs } from '../jobs/open.ts';
import { createApp } from './app.ts';
import { forgetOldEntries } from './audit/forget-old.ts';
import { contactDuties } from './contacts/contact-duties.ts';
import type { ApiDeps } from './deps.ts';
import { ensureFirstKey } from './keys/first-key.ts';
import { firstWorkspace } from './workspaces/first-workspace.ts';
import { startHousekeeping } from './housekeeping.ts';
import { openProvider } from './oidc/provider.ts';
import { openApi } from './open.ts';
import { listen, ListenError } from './http/server.ts';
import { workflowPages } from './operations/temporal-page.ts';

/** Cannot start, for a reason that the message says in one sentence. */
class StartError extends Error {
  override readonly name = 'StartError';
}

/** Serves until SIGINT or SIGTERM; then requests in flight finish. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel, base: null, hooks: { streamWrite: withoutAddresses } });
  const store = await openStore(config);
  const temporal = openTemporal(config, openCoding(store, config));
  const failed = (error: unknown) => log.warn({ reason: reasonOf(error) }, 'not delivered; it is tried again');
  const outside = { connection: store, client: temporal.client, now: Date.now, failed };
  const deps = openApi(store, {
    clock: Date.now,
    log,
    temporalAnswers: () => answers(temporal.connection),
    seeQueue: () => seeQueue(temporal.client),
    ingest: openIngest({ ...outside, ...wakesOf(temporal.client) }),
    imports: openImports(outside),
    jobs: openJobs(outside),
    checkMails: (workspace, mails, examples) => checkMails(workspace, mails, examples, exampleWayOut(config)),
    renderMail: (workspace, mail, reader) =>
      renderTemplate(workspace, mail, { ...reader, unsubscribeUrl: exampleWayOut(config) }),
    readReport,
    seals: openSeals(config.secretsKeys),
    renderTexts: (workspace, texts, reader) => renderTexts(workspace, texts, { ...reader, unsubscribeUrl: '' }),
    mailGoesOut: config.smtpUrl !== undefined,
    sendTest: testsOver(config, store),
    ...(config.temporalUiUrl === undefined ? {} : { temporalPageOrigin: new URL(config.temporalUiUrl).origin }),
    workflowPage: workflowPages(config.temporalUiUrl, temporal.namespace),
    ...builtPages(),
    trustedProxies: config.trustedProxies,
    checksReplies: config.checkReplies,
    ...identities(config),
  });
  await ownFormat(store);
  await ensureIndexes(store);
  const workspace = await prepareFirstWorkspace(deps, config);
  const mailbox = await openMailbox(config, deps);
  const standIn = await openStandIn(config, deps);
  const listening = await listen(createApp(deps), config, deps.draining);
  const also = [
    deps.jobs.launchWaiting,
    deps.jobs.launchUpkeep,
    forgetOldEntries(deps, config.auditKeptDays),
    ...contactDuties(deps),
  ];
  const housekeeping = startHousekeeping({ ingest: deps.ingest, now: Date.now, failed, also });
  process.send?.({ ready: { url: listening.url, workspace } });
  await asked();
  // Whoever started this process knows that it stops; a load balancer has to find out.
  await (process.send === undefined ? listening.stop() : listening.stop(0));
  await housekeeping.stop();
  await deps.hub.close();
  await Promise.all([mailbox.stop(), standIn.stop(), temporal.connection.close(), store.close()]);
}

/** In a mail that is only shown: nobody's own link. */
function exampleWayOut({ publicUrl, mailFrom }: Config): string {
  return publicUrl === undefined ? unsubscribeUrl(mailFrom) : `${publicUrl}/u/example`;
}

/** Plainly, whatever the log's level: until it is done nobody is served. */
const say = (sentence: string) => console.error(sentence);

async function ownFormat(store: Connection): Promise<void> {
  try {
    await bringUpToDate(store, say);
  } catch (error) {
    throw error instanceof OtherFormat ? new StartError(`The store cannot be used: ${error.message}.`) : error;
  }
}

async function openStore({ mongodbUri }: Config): Promise<Connection> {
  if (mongodbUri === undefined) {
    throw new ConfigError(['MONGODB_URI is not set: the API needs it, or start everything with npm start.']);
  }
  return await connectAtStart(mongodbUri);
}

/** Connects when it is first needed: a Temporal that is away keeps nobody from storing events. */
function openTemporal(config: Config, { dataConverter }: Coding) {
  const { connectionOptions, namespace = config.temporalNamespace } = loadClientConnectConfig();
  const address = config.temporalAddress;
  const connection = TemporalConnection.lazy({ ...connectionOptions, ...(address === undefined ? {} : { address }) });
  return { connection, namespace, client: new Client({ connection, namespace, dataConverter }) };
}

async function answers(connection: TemporalConnection): Promise<boolean> {
  try {
    await connection.withDeadline(Date.now() + SECOND, () => connection.workflowService.getSystemInfo({}));
    return true;
  } catch {
    return false;
  }
}

/** A key that was made here is shown once; one that was given is known to whoever gave it. */
async function prepareFirstWorkspace(deps: ApiDeps, config: Config): Promise<string | null> {
  const { key, workspace } = await ensureFirstKey(deps, firstWorkspace(config), config.adminKey);
  if (key !== undefined && config.adminKey === undefined) {
    const whose = workspace === null ? 'of this installation' : `of the workspace ${workspace}`;
    process.stdout.write(`The first key, ${whose}, is shown only now: ${key}\n`);
  }
  return workspace;
}

async function openMailbox({ mailboxUrl }: Config, { stores }: ApiDeps): Promise<Mailbox> {
  try {
    const { hostname, port } = new URL(mailboxUrl);
    const host = hostname.replace(/^\[|\]$/g, '');
    return await startMailbox({ host, port: Number(port || 25), store: (mail) => stores.mails.put(mail) });
  } catch (error) {
    throw new StartError(
      `The mailbox cannot listen at ${mailboxUrl} (${reasonOf(error)}): set MAILBOX_URL to another.`,
    );
  }
}

async function openStandIn({ standInUrl }: Config, { stores }: ApiDeps): Promise<StandIn> {
  try {
    const { hostname, port } = new URL(standInUrl);
    const host = hostname.replace(/^\[|\]$/g, '');
    return await startStandIn({ host, port: Number(port || 80), store: (message) => stores.mails.put(message) });
  } catch (error) {
    throw new StartError(
      `The stand-in cannot listen at ${standInUrl} (${reasonOf(error)}): set STANDIN_URL to another.`,
    );
  }
}

/** Resolves at the first request to stop. */
function asked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
}

function identities({ oidc, publicUrl }: Config): Pick<ApiDeps, 'provider' | 'publicUrl'> {
  return {
    ...(oidc ? { provider: openProvider(oidc) } : {}),
    ...(publicUrl === undefined ? {} : { publicUrl }),
  };
}

/** `npm run build` puts them there; without them the API serves calls only. */
function builtPages(): { readonly pagesDir?: string } {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'web', 'dist');
  return existsSync(`${folder}/index.html`) ? { pagesDir: folder } : {};
}

/** One line, without anything that a client sent. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : String(error);
}

keepHeapSmall();
try {
  await main();
  process.exit(0);
} catch (error) {
  const known = [ConfigError, StartError, ListenError, StoreAway];
  const isKnown = error instanceof Error && known.some((kind) => error instanceof kind);
  console.error(isKnown ? error.message : error);
  process.exit(1);
}
