import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Playbook } from '../domain/playbook.ts';
import { DAY, isoTime, type Instant } from '../domain/time.ts';
import { wakeRate } from './bare.ts';
import type { Figure } from './report.ts';
import type { CallApi } from './rollout.ts';
import { settle } from './settled.ts';
import type { Stage } from './stage.ts';

const CUSTOMERS = 4_000;
/** Share of what bare workflows reach on the same server in the same run. */
const GOAL = 0.5;

/**
 * A test clock moved twice by forty days, first past customers who never ran, then past some who have: how many a
 * second are woken, decided, sent their mail and seen to have arrived, against bare workflows that do none of this.
 */
export async function measureClock(
  stage: Stage,
  of: { readonly workspace: WorkspaceId; readonly playbook: Playbook; readonly now: Instant },
  call: CallApi,
): Promise<readonly Figure[]> {
  await settle(stage.store, { ...of, customers: CUSTOMERS });
  const before = await wakeRate(stage, 'before');
  const moves = [
    await moved('who never ran', of.now + 40 * DAY, call),
    await moved('some of whom have run', of.now + 80 * DAY, call),
  ];
  const ceiling = (before + (await wakeRate(stage, 'after'))) / 2;
  const said = {
    what: 'bare workflows woken, a second',
    measured: ceiling.toFixed(0),
    goal: '(the ceiling)',
    ok: true,
  };
  return [
    said,
    ...moves.map(({ who, rate }) => {
      const share = `${rate.toFixed(0)} (${((100 * rate) / ceiling).toFixed(0)} %)`;
      return {
        what: `clock move past ${who}, a second`,
        measured: share,
        goal: `>= ${100 * GOAL} %`,
        ok: rate >= GOAL * ceiling,
      };
    }),
  ];
}

async function moved(who: string, to: Instant, call: CallApi) {
  const started = performance.now();
  const { woken } = (await call('POST', '/v1/clock', { to: isoTime(to) })) as { readonly woken: number };
  return { who: `${woken} customers ${who}`, rate: (woken / (performance.now() - started)) * 1_000 };
}
