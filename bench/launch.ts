import { customerCollection } from '../db/customers/customers.ts';
import { effectCollection } from '../db/messaging/effects.ts';
import { journeyId, type JourneyId, type WorkspaceId } from '../domain/ids.schema.ts';
import type { Playbook } from '../domain/playbook.ts';
import { wakeRate } from './bare.ts';
import { until, type Figure } from './report.ts';
import type { CallApi } from './rollout.ts';
import { settle } from './settled.ts';
import type { Stage } from './stage.ts';

const CUSTOMERS = 2_000;
const GOAL_RATE = 100;
/** Faster than it can go. */
const PACE = 1_000;
const [FIRST, SECOND] = [journeyId.parse('first'), journeyId.parse('second')];

/** What one launch came to, a second. */
interface Launched {
  readonly inside: number;
  readonly shown: number;
}

/**
 * 2,000 customers asked into a journey that shows each of them something and then waits: first those who never ran, then
 * the same ones into another journey, against bare workflows that are woken and run one activity.
 */
export async function measureLaunch(
  stage: Stage,
  of: { readonly workspace: WorkspaceId; readonly playbook: Playbook },
  call: CallApi,
): Promise<readonly Figure[]> {
  await settle(stage.store, { ...of, customers: CUSTOMERS, now: Date.now() });
  for (const journey of [FIRST, SECOND]) await publish(call, journey);
  const before = await wakeRate(stage, 'before-launch');
  const first = await launched(stage, of.workspace, call, FIRST);
  const second = await launched(stage, of.workspace, call, SECOND);
  const ceiling = (before + (await wakeRate(stage, 'after-launch'))) / 2;
  return [
    {
      what: 'bare workflows woken that run one activity, a second',
      measured: ceiling.toFixed(0),
      goal: '(the ceiling of waking)',
      ok: true,
    },
    ...figuresOf('who never ran', first, ceiling),
    ...figuresOf('who have run', second, ceiling),
  ];
}

function figuresOf(who: string, { inside, shown }: Launched, ceiling: number): readonly Figure[] {
  return [
    {
      what: `${CUSTOMERS} customers ${who}: decided and inside, a second`,
      measured: inside.toFixed(0),
      goal: `>= ${GOAL_RATE}`,
      ok: inside >= GOAL_RATE,
    },
    {
      what: `${CUSTOMERS} customers ${who}: woken, and shown what was decided, a second`,
      measured: `${shown.toFixed(0)} (${((100 * shown) / ceiling).toFixed(0)} % of bare)`,
      goal: '',
      ok: true,
    },
  ];
}

async function publish(call: CallApi, journey: JourneyId): Promise<void> {
  await call('PUT', `/v1/journeys/${journey}`, {
    name: journey,
    enter: { on: 'launch' },
    steps: [
      { id: 'hello', type: 'place', placement: 'toast', slot: 'corner', title: 'Hello', body: 'Here you are.' },
      { id: 'pause', type: 'wait', for: '7d' },
    ],
  });
  await call('POST', `/v1/journeys/${journey}/publish`);
}

async function launched(
  { store }: Stage,
  workspace: WorkspaceId,
  call: CallApi,
  journey: JourneyId,
): Promise<Launched> {
  const [customers, effects] = [customerCollection(store), effectCollection(store)];
  const started = performance.now();
  await call('POST', '/v1/launches', { journey, to: { everybody: true }, perSecond: PACE });
  const rate = () => (CUSTOMERS / (performance.now() - started)) * 1_000;
  await until(async () => (await customers.countDocuments({ workspace, inside: journey })) >= CUSTOMERS, 100);
  const inside = rate();
  const shown = { workspace, kind: 'showPlacement', state: 'done', 'origin.place.journey': journey } as const;
  await until(async () => (await effects.countDocuments(shown)) >= CUSTOMERS, 500);
  return { inside, shown: rate() };
}
