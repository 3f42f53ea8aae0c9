import { isSlug } from '../../ids.schema.ts';
import { progressOf } from '../../loyalty/quests/progress-share.ts';
import type { QuestState } from '../../loyalty/quests/state.ts';
import type { ReferralState } from '../../loyalty/referral/state.ts';
import { entriesOf } from '../../own.ts';
import type { Beheld } from '../walk/context.ts';
import { ANY_COUNT, type Field } from './field.ts';

/** Of one badge or one quest, by its id; `undefined` where the name is none of these. */
export function loyaltyField(name: string): Field | undefined {
  const [what, id = '', more, ...rest] = name.split('.');
  if (!isSlug(id) || rest.length > 0) return undefined;
  if (what === 'badge' && more === undefined) return badgeField(id);
  if (what !== 'quest') return undefined;
  switch (more) {
    case undefined:
      return questField(id);
    case 'progress':
      return progressField(id);
    case 'completed':
      return completedField(id);
    default:
      return undefined;
  }
}

function badgeField(id: string): Field {
  return {
    read: ({ state }) => Object.hasOwn(state.loyalty?.badges ?? {}, id),
    possible: () => ({ kind: 'anything' }),
    says: 'true where they have it',
  };
}

const STANDINGS = ['not-started', 'running', 'completed', 'expired'] as const;

function questField(id: string): Field {
  return {
    read: (context): (typeof STANDINGS)[number] => {
      const is = stateOf(context, id)?.is ?? 'not-started';
      return is === 'withdrawn' ? 'not-started' : is;
    },
    possible: () => ({ kind: 'names', names: STANDINGS }),
    says: 'its newest time: not-started, running, completed, expired',
  };
}

function progressField(id: string): Field {
  return {
    read: (context) => {
      const quest = context.playbook.loyalty?.quests.find((one) => String(one.id) === id);
      return quest === undefined ? undefined : progressOf(quest, stateOf(context, id));
    },
    possible: () => ({ kind: 'whole number', from: 0, to: 100 }),
    says: 'percent, as its last event left it',
  };
}

function completedField(id: string): Field {
  return {
    read: (context) => stateOf(context, id)?.completed ?? 0,
    possible: () => ANY_COUNT,
    says: 'how often',
  };
}

function stateOf({ state }: Beheld, id: string): QuestState | undefined {
  return entriesOf(state.loyalty?.quests ?? {}).find(([one]) => String(one) === id)?.[1];
}

/** Of somebody whom another customer brought, in the words of the trigger `referral`. */
export const REFERRED = ['no', 'came', 'bought', 'rewarded'] as const;

/** Whether a customer was brought, and what has come of it: each takes the place of the one before. */
export function referredAs({ brought }: ReferralState = {}): (typeof REFERRED)[number] {
  switch (brought?.is) {
    case undefined:
      return 'no';
    case 'open':
      return 'came';
    case 'pending':
      return 'bought';
    case 'rewarded':
      return 'rewarded';
  }
}
