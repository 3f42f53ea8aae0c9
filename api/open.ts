import type { Connection } from 'mongoose';
import { mongoPayloadKeys } from '../db/privacy/payload-keys.ts';
import { mongoChanges } from '../db/live/changes.ts';
import type { QueueSeen } from '../ingest/attendance.ts';
import { openLinks } from '../links/open.ts';
import { openPublishing } from '../publishing/open.ts';
import { rollOut, type RollOutPorts } from '../publishing/roll-out.ts';
import { createKeyRing } from './http/key-ring.ts';
import type { ApiDeps } from './deps.ts';
import { createDraining } from './http/draining.ts';
import { AttendanceWatch } from './live/attendance-watch.ts';
import { createHub } from './live/hub.ts';
import { DEFAULT_LIMITS, type Limits } from './http/limits.ts';
import { populationFor } from './scoring/scoring-base.ts';
import { openStores } from './stores.ts';
import type { WorkflowPage } from './operations/temporal-page.ts';

/** What only the main can provide. */
export type Outside = Pick<
  ApiDeps,
  | 'clock'
  | 'log'
  | 'temporalAnswers'
  | 'ingest'
  | 'imports'
  | 'seals'
  | 'jobs'
  | 'checkMails'
  | 'renderMail'
  | 'renderTexts'
  | 'readReport'
  | 'sendTest'
  | 'mailGoesOut'
> & {
  readonly limits?: Partial<Limits>;
  /** See `ingest/attendance.ts`. */
  readonly seeQueue: () => Promise<QueueSeen | null>;
  /** Left out: nobody is sent to Temporal's page. */
  readonly workflowPage?: WorkflowPage;
} & Pick<ApiDeps, 'pagesDir' | 'provider' | 'publicUrl' | 'trustedProxies' | 'checksReplies' | 'temporalPageOrigin'>;

/** The API's dependencies over a connection; afterwards `ensureIndexes(connection)` knows all its collections. */
export function openApi(connection: Connection, given: Outside): ApiDeps {
  const { limits, workflowPage = () => null, seeQueue, ...outside } = given;
  const stores = openStores(connection, outside.seals);
  const deps: ApiDeps = {
    ...outside,
    workflowPage,
    payloadKeys: mongoPayloadKeys(connection, outside.seals, outside.clock),
    connection,
    stores,
    links: openLinks(connection, outside),
    publishing: openPublishing({
      stores,
      checkMails: outside.checkMails,
      poolsOf: (workspace) => stores.coupons.pools.ids(workspace),
      senderOf: (workspace) => stores.mailSettings.find(workspace),
      now: outside.clock,
      population: (base, draft) => populationFor(deps, base, draft),
      // Looked up when it is wanted: tests replace it.
      rollOut: (workspace, playbook) => deps.rollOut(workspace, playbook),
    }),
    keyRing: createKeyRing(stores, outside.clock),
    draining: createDraining(),
    hub: createHub(mongoChanges(connection), (error) => {
      const reason = error instanceof Error ? error.name : 'unknown';
      outside.log.warn({ reason }, 'the store cannot be watched: open pages show what was, until it can be again');
    }),
    attendance: new AttendanceWatch(seeQueue, outside.clock),
    limits: { ...DEFAULT_LIMITS, ...limits },
    rollOut: (workspace, playbook) => rollOut(rolloutsOf(outside), workspace, playbook),
  };
  return deps;
}

function rolloutsOf({ jobs, log }: Pick<Outside, 'jobs' | 'log'>): RollOutPorts {
  return {
    begin: (workspace, playbook) => jobs.begin(workspace, { kind: 'rollout', playbook }),
    failed(error) {
      const reason = error instanceof Error ? error.name : 'unknown';
      log.warn({ reason }, 'a rollout could not be begun; customers adopt the rules at their next decision');
    },
  };
}
