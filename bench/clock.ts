import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Playbook } from '../domain/playbook.ts';
import { DAY, isoTime, type Instant } from '../domain/time.ts';
import type { Figure } from './report.ts';
import type { CallApi } from './rollout.ts';
import { settle } from './settled.ts';
import type { Stage } from './stage.ts';

const CUSTOMERS = 4_000;
/** Customers woken, decided and seen to have arrived, a second. */
const GOAL = 150;

/** A test clock moved twice by forty days: first past customers who never ran, then past some who have. */
export async function measureClock(
  stage: Stage,
  of: { readonly workspace: WorkspaceId; readonly playbook: Playbook; readonly now: Instant },
  call: CallApi,
): Promise<readonly Figure[]> {
  await settle(stage.store, { ...of, customers: CUSTOMERS });
  return [
    await moved('who never ran', of.now + 40 * DAY, call),
    await moved('some of whom have run', of.now + 80 * DAY, call),
  ];
}

async function moved(who: string, to: Instant, call: CallApi): Promise<Figure> {
  const started = performance.now();
  const { woken } = (await call('POST', '/v1/clock', { to: isoTime(to) })) as { readonly woken: number };
  const rate = (woken / (performance.now() - started)) * 1_000;
  return {
    what: `clock move past ${woken} customers ${who}, a second`,
    measured: rate.toFixed(0),
    goal: `>= ${GOAL}`,
    ok: rate >= GOAL,
  };
}
