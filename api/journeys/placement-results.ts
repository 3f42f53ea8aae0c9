import type { SignCount } from '../../db/messaging/placement-results.ts';
import type { PlacementSign } from '../../domain/policy/placements.ts';
import type { JourneyDefinition } from '../../domain/journey/definition/definition.schema.ts';

/** What results call what pages tell. */
const NAMES = {
  shown: 'impression',
  control: 'control-impression',
  followed: 'click',
  dismissed: 'dismiss',
} as const satisfies Record<string, PlacementSign>;
type Name = keyof typeof NAMES;

const ALL: readonly Name[] = ['shown', 'control', 'followed', 'dismissed'];

function each<Value>(value: (sign: PlacementSign) => Value): Readonly<Record<Name, Value>> {
  return {
    shown: value(NAMES.shown),
    control: value(NAMES.control),
    followed: value(NAMES.followed),
    dismissed: value(NAMES.dismissed),
  };
}

/** What pages told of the placement of a step. */
export function stepSigns(type: JourneyDefinition['steps'][number]['type'], signs: readonly SignCount[]) {
  return each((wanted) =>
    type === 'place' ? signs.reduce((sum, { sign, times }) => (sign === wanted ? sum + times : sum), 0) : null,
  );
}

/** @param first the number of the oldest day */
export function signDays(signs: readonly SignCount[], first: number, count: number) {
  const days = each(() => Array.from({ length: count }, () => 0));
  for (const name of ALL) {
    for (const { sign, day, times } of signs) {
      const at = day - first;
      if (sign === NAMES[name] && at >= 0 && at < count) days[name][at] = (days[name][at] ?? 0) + times;
    }
  }
  return days;
}
