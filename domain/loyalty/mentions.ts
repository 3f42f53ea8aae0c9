import { partsOf, within } from '../mentions.ts';

/** Where a definition names something of the loyalty programme, or a pool, such as `steps[2].reward.badge`. */
export interface LoyaltyMention {
  readonly path: string;
  readonly what: 'quest' | 'badge' | 'pool';
  readonly id: string;
}

/** What a definition names of quests, badges and pools: by triggers, steps, rewards and conditions. */
export function loyaltyMentions(definition: unknown): readonly LoyaltyMention[] {
  return partsOf(definition).flatMap(({ path, fields }) => {
    const named = mentionIn(fields);
    return named === null ? [] : [{ path: within(path, named.field), what: named.what, id: named.id }];
  });
}

interface Named extends Omit<LoyaltyMention, 'path'> {
  readonly field: string;
}

function mentionIn(fields: ReadonlyMap<string, unknown>): Named | null {
  const [on, type, give] = [fields.get('on'), fields.get('type'), fields.get('give')];
  if (on === 'quest' || type === 'quest') return byName('quest', fields);
  if (on === 'badge' || give === 'badge') return byName('badge', fields);
  if (give === 'coupon') return byName('pool', fields);
  const field = fields.get('field');
  const [what, id] = typeof field === 'string' ? field.split('.') : [];
  return id !== undefined && (what === 'quest' || what === 'badge') ? { field: 'field', what, id } : null;
}

function byName(what: LoyaltyMention['what'], fields: ReadonlyMap<string, unknown>): Named | null {
  const id = fields.get(what);
  return typeof id === 'string' ? { field: what, what, id } : null;
}
