import { log } from '@temporalio/activity';
import type { Connection } from 'mongoose';
import { mongoPoolStore } from '../../db/coupons/pool-store.ts';
import { checkMails } from '../../channels/check-mails.ts';
import { unsubscribeUrl } from '../../channels/email.ts';
import { mongoAdoption } from '../../db/customers/adoption.ts';
import { mongoAsleepStore } from '../../db/customers/asleep.ts';
import { mongoContactStore } from '../../db/customers/contacts.ts';
import { mongoCurrentTotals } from '../../db/customers/current-totals.ts';
import { mongoCustomerList } from '../../db/customers/customer-list.ts';
import { mongoCustomerPages } from '../../db/customers/customer-pages.ts';
import { mongoCustomerSegments } from '../../db/customers/customer-segments.ts';
import { mongoCustomerStates } from '../../db/customers/customer-states.ts';
import { mongoDecisionStore } from '../../db/events/decisions.ts';
import { mongoDifferenceStore } from '../../db/jobs/differences.ts';
import { mongoEventStore } from '../../db/events/events.ts';
import { mongoCouponRefunds } from '../../db/coupons/refunded.ts';
import { mongoFeedStore } from '../../db/feed/store.ts';
import { mongoSubscriptionStore } from '../../db/feed/subscriptions.ts';
import { mongoReadOrders } from '../../db/events/refunded.ts';
import { mongoImportedStore } from '../../db/customers/imported.ts';
import { mongoFitScheduleStore } from '../../db/jobs/fit-schedules.ts';
import { mongoLaunchScheduleStore } from '../../db/jobs/launch-schedules.ts';
import { mongoJobStore } from '../../db/jobs/store.ts';
import { mongoJudgedStages } from '../../db/events/judged-stages.ts';
import { mongoPastReads } from '../../db/events/journal-reads.ts';
import { mongoLedgerReads } from '../../db/messaging/ledger-reads.ts';
import { mongoPseudonymKeyStore } from '../../db/customers/pseudonym-keys.ts';
import { mongoCustomerErasure } from '../../db/privacy/customer-erasure.ts';
import { mongoPayloadKeyUpkeep } from '../../db/privacy/payload-keys.ts';
import type { Seals } from '../../db/seal.ts';
import { mongoAgedPurge } from '../../db/privacy/purge-aged.ts';
import { mongoCustomerPurge } from '../../db/privacy/purge.ts';
import { mongoErasureStore } from '../../db/privacy/erasures.ts';
import { mongoOthersOfErased } from '../../db/privacy/others.ts';
import { mongoRecountStore } from '../../db/tallies/recounts.ts';
import { mongoCatalogue } from '../../db/catalogue/catalogue.ts';
import { mongoInterestedIn } from '../../db/recommend/interested.ts';
import { mongoBasketEvents } from '../../db/recommend/basket-events.ts';
import { mongoBasketStore } from '../../db/recommend/baskets.ts';
import { mongoItemFigures } from '../../db/recommend/item-figures.ts';
import { mongoRejectedStore } from '../../db/jobs/rejected-rows.ts';
import { mongoReturnStore } from '../../db/events/returns.ts';
import { mongoSuppressions } from '../../db/messaging/suppressions.ts';
import { mongoPartStore } from '../../db/playbook/parts.ts';
import { mongoTallyStore } from '../../db/tallies/store.ts';
import { mongoUploadStore } from '../../db/jobs/uploads.ts';
import { mongoWorkspaceDeletion } from '../../db/workspaces/workspace-deletion.ts';
import { mongoWorkspaceStore } from '../../db/workspaces/workspace-store.ts';
import { SECOND } from '../../domain/time.ts';
import { pseudonymsIn } from '../../imports/pseudonyms-in.ts';
import { isAtWork } from '../../ingest/at-work.ts';
import { openIngest, wakesOf } from '../../ingest/open.ts';
import { createBeginDueFit } from './begin-fit.ts';
import { createEraseCustomer } from './erase-customer.ts';
import { createDeleteWorkspace } from './delete-workspace.ts';
import { withEarlierCalls } from './earlier-calls.ts';
import { createEndJob } from './end-job.ts';
import { createFitRhythm } from './fit-rhythm.ts';
import { createFoldImport } from '../imports/fold.ts';
import { createImportContacts } from '../imports/contacts.ts';
import { createReadImport } from '../imports/read.ts';
import { createStartImported } from '../imports/start.ts';
import { createTakeBackImport } from '../imports/take-back.ts';
import type { JobDeps } from './job-deps.ts';
import { createKeepUp } from './keep-up.ts';
import { createPreview } from './preview.ts';
import { createPurge } from './purge.ts';
import { createRebuild } from './rebuild.ts';
import { createRecompute } from './recompute.ts';
import { createBeginDueLaunch } from '../launches/begin-due.ts';
import { createLaunch } from '../launches/launch.ts';
import { createRecount } from './recount.ts';
import { createRollOut } from '../roll-out/roll-out.ts';
import { openLinks } from '../../links/open.ts';

/** The activities of background work; `workflows/job.ts` says which kind of job they belong to, where they belong to one. */
export function createJobActivities(deps: JobDeps) {
  return withEarlierCalls({
    readImport: createReadImport(deps),
    foldImport: createFoldImport(deps),
    takeBackImport: createTakeBackImport(deps),
    startImported: createStartImported(deps),
    importContacts: createImportContacts(deps),
    fitRhythm: createFitRhythm(deps),
    rollOut: createRollOut(deps),
    rebuild: createRebuild(deps),
    deleteWorkspace: createDeleteWorkspace(deps),
    eraseCustomer: createEraseCustomer(deps),
    purge: createPurge(deps),
    preview: createPreview(deps),
    recompute: createRecompute(deps),
    recount: createRecount(deps),
    launch: createLaunch(deps),
    endJob: createEndJob(deps),
    keepUp: createKeepUp(deps),
    beginDueFit: createBeginDueFit(deps),
    beginDueLaunch: createBeginDueLaunch(deps),
  });
}

/** More would keep events waiting that somebody sends meanwhile. */
const WAKES_PER_SECOND = 200;
/** Keys are remembered for five seconds, and a request or a decision takes at most as long again. */
const QUIET_AFTER = 15 * SECOND;

/** What is not delivered now is delivered by the sweeper. */
function toldOnce(error: unknown): void {
  log.warn('a change of profile was not delivered; it is tried again', {
    reason: error instanceof Error ? error.name : 'unknown',
  });
}

type Shared = Pick<JobDeps, 'playbooks' | 'workspace'> &
  Partial<Pick<JobDeps, 'askForConsents' | 'speakWithRegister' | 'listenToBots'>> & {
    readonly from: string;
    /** By which keys of what Temporal keeps are sealed; left out: none is. */
    readonly seals?: Seals | undefined;
  };

const nobodyAsks = async () => undefined;
const NOBODY_ASKS = { askForConsents: nobodyAsks, speakWithRegister: nobodyAsks, listenToBots: nobodyAsks };

type Forgetting =
  | 'tallies'
  | 'erasures'
  | 'customerErasure'
  | 'othersOfErased'
  | 'customerPurge'
  | 'agedPurge'
  | 'suppress';

function forgetting(connection: Connection): Pick<JobDeps, Forgetting> {
  const tallies = mongoTallyStore(connection);
  const suppressions = mongoSuppressions(connection);
  const links = openLinks(connection, {});
  return {
    tallies,
    erasures: mongoErasureStore(connection),
    customerPurge: mongoCustomerPurge(connection),
    agedPurge: mongoAgedPurge(connection),
    customerErasure: mongoCustomerErasure(connection, tallies, pseudonymsIn(connection)),
    othersOfErased: mongoOthersOfErased(connection),
    async suppress(workspace, channel, address, at) {
      await suppressions.suppress(await links.hashed(workspace, channel, address), { reason: 'erased', at });
    },
  };
}

/** What they need, over a connection. @param from the sender of mails */
export function mongoJobDeps(connection: Connection, { from, seals, ...shared }: Shared): JobDeps {
  return {
    ...NOBODY_ASKS,
    ...shared,
    jobs: mongoJobStore(connection),
    past: mongoPastReads(connection),
    ledger: mongoLedgerReads(connection),
    isAtWork,
    poolsOf: (workspace) => mongoPoolStore(connection).ids(workspace),
    checkMails: (workspace, mails, examples) => checkMails(workspace, mails, examples, unsubscribeUrl(from)),
    parts: mongoPartStore(connection),
    ...forgetting(connection),
    payloadKeys: mongoPayloadKeyUpkeep(connection, seals),
    workspaces: mongoWorkspaceStore(connection),
    now: Date.now,
    ...filesOver(connection),
    pseudonymKeys: mongoPseudonymKeyStore(connection),
    events: mongoEventStore(connection),
    differences: mongoDifferenceStore(connection),
    customers: mongoCustomerPages(connection),
    asleep: mongoAsleepStore(connection),
    customerList: mongoCustomerList(connection),
    states: mongoCustomerStates(connection),
    adoption: mongoAdoption(connection),
    decisions: mongoDecisionStore(connection),
    contacts: mongoContactStore(connection),
    ingest: (client, taskQueue) =>
      openIngest({ connection, ...wakesOf(client, { taskQueue }), now: Date.now, failed: toldOnce }),
    wakesPerSecond: WAKES_PER_SECOND,
    deletion: mongoWorkspaceDeletion(connection),
    quietAfter: QUIET_AFTER,
    recounts: mongoRecountStore(connection),
    fitSchedules: mongoFitScheduleStore(connection),
    launchSchedules: mongoLaunchScheduleStore(connection),
    judged: mongoJudgedStages(connection),
    currentTotals: mongoCurrentTotals(connection, shared.playbooks),
    customerSegments: mongoCustomerSegments(connection),
    couponRefunds: mongoCouponRefunds(connection),
    feed: mongoFeedStore(connection),
    subscriptions: mongoSubscriptionStore(connection),
    ...itemsOver(connection),
  };
}

/** What imports read and write. */
function filesOver(
  connection: Connection,
): Pick<JobDeps, 'uploads' | 'rejected' | 'imported' | 'readOrders' | 'returns'> {
  return {
    uploads: mongoUploadStore(connection),
    rejected: mongoRejectedStore(connection),
    imported: mongoImportedStore(connection),
    readOrders: mongoReadOrders(connection),
    returns: mongoReturnStore(connection),
  };
}

/** What is bought, and who waits for it. */
function itemsOver(
  connection: Connection,
): Pick<JobDeps, 'catalogue' | 'interestedIn' | 'basketEvents' | 'baskets' | 'itemFigures'> {
  return {
    catalogue: mongoCatalogue(connection),
    interestedIn: mongoInterestedIn(connection),
    basketEvents: mongoBasketEvents(connection),
    baskets: mongoBasketStore(connection),
    itemFigures: mongoItemFigures(connection),
  };
}
