import { createDecide } from '../../activities/decide.ts';
import { loadedFrom, type DecisionStore } from '../../db/events/decisions.ts';
import { publishJourney, startingPlaybook, type Playbook } from '../../domain/playbook.ts';
import type { DecideCall } from '../../workflows/messages.ts';
import { memoryDecisionStore } from '../memory/decisions.ts';
import { IN_TURN, LAUNCHED, MANY_BANNERS } from './journeys.ts';
import { withPoints } from './points.ts';
import type { Process } from './scheduler.ts';
import type { World } from './world.ts';

const FEW = [IN_TURN, LAUNCHED].reduce(publishJourney, startingPlaybook(null));
const MANY = publishJourney(FEW, MANY_BANNERS);
const FEW_WITH_POINTS = withPoints(FEW);
const MANY_WITH_POINTS = withPoints(MANY);

/** The real decide code as one worker's attempt runs it. */
export function decideIn(
  { hazards, scheduler, tables, planted, shop, hasManyEffects, playbook }: World,
  process: Process,
  call: DecideCall,
) {
  const trip = hazards.tripOf(scheduler, process, () => hazards.storeAway);
  const store = memoryDecisionStore(tables, trip);
  const real: DecisionStore = {
    ...store,
    load: async (key, chain) => {
      if (!hazards.readsStale()) return await store.load(key, chain);
      return await trip(() => loadedFrom(tables.customers.stale(key) ?? null, chain));
    },
  };
  return createDecide({
    decisions: planted.decisions?.(real, { tables, trip, call }) ?? real,
    playbooks: { load: async () => playbook },
    workspace: async () => shop,
    giveUp: async () => undefined,
    quarantine: { setAside: async () => undefined },
    erasures: { among: async () => new Set(), find: async () => null },
    wallClock: () => scheduler.now,
    // Few, so that calls are often left before they have come to everything.
    mostInstants: hasManyEffects ? 3 : 20,
  });
}

export function playbookOf({ hasManyEffects, hasPoints }: Pick<World, 'hasManyEffects' | 'hasPoints'>): Playbook {
  if (hasPoints) return hasManyEffects ? MANY_WITH_POINTS : FEW_WITH_POINTS;
  return hasManyEffects ? MANY : FEW;
}
