import { isDeepStrictEqual } from 'node:util';
import { readShape } from '../domain/input/shape-problems.ts';
import { conditionFaults } from '../domain/journey/conditions/condition-faults.ts';
import { loyaltyFaults } from '../domain/loyalty/draft-faults.ts';
import { loyaltyDraft, type LoyaltyDraft } from '../domain/loyalty/draft.schema.ts';
import { NOT_SAID, type Loyalty } from '../domain/loyalty/program.ts';
import { publishPart } from '../domain/parts.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { Problem } from '../domain/problem.ts';
import { binsIn } from '../domain/scoring/model.ts';
import { unknownAudiences } from './audience-part.ts';
import { questsInUse, unknownNames, unknownPools, warningsInUse, type PoolsOf } from './loyalty-names.ts';
import { behaviourProblems } from './journey-room.ts';
import type { Base, PartModule } from './part.ts';
import { NotPublished, problemsText } from './problem.ts';
import { unknownSegments } from './segment-names.ts';

/** What earns points, when they expire, and which tiers there are. Everybody looks ahead anew by it. */
export const loyaltyPart: PartModule<'loyalty'> = {
  kind: 'loyalty',
  stays: '',
  faults: async (draft, base) => ({ problems: problemsOf(draft, base), warnings: loyaltyWarnings(draft, base.book) }),
  compile: async (source, base, version) => ({ content: compiled(source, base, version), warnings: [] }),
  sourceOf,
  isSame: (one, other) => isDeepStrictEqual(sourceOf(one), sourceOf(other)),
  concerns: (content, before) => (before !== undefined && onlyWorthDiffers(content, before) ? 'messages' : 'wakes'),
};

/** What points are worth is a matter of the books: nobody has to wake for it. */
function onlyWorthDiffers(content: Loyalty, before: Loyalty): boolean {
  const withoutWorth = (one: Loyalty) => ({ ...sourceOf(one), worth: undefined });
  return isDeepStrictEqual(withoutWorth(content), withoutWorth(before));
}

/** The same over a store, which knows the pools that its rewards draw on. */
export function loyaltyPartOver(poolsOf: PoolsOf): PartModule<'loyalty'> {
  return {
    ...loyaltyPart,
    faults: async (draft, base) => {
      const { problems, warnings } = await loyaltyPart.faults(draft, base);
      return { problems: [...problems, ...(await unknownPools(draft, base.workspace._id, poolsOf))], warnings };
    },
  };
}

function compiled(source: LoyaltyDraft, { book, now }: Base, version: number): Loyalty {
  return { ...source, version, since: book.loyalty?.since ?? now };
}

function sourceOf({ version: _version, since: _since, ...source }: Loyalty): LoyaltyDraft {
  return { ...NOT_SAID, ...source };
}

/** @throws NotPublished `invalid` with everything that is wrong */
export function readLoyalty(body: unknown): LoyaltyDraft {
  const read = readShape(loyaltyDraft, body);
  if ('value' in read) return read.value;
  const { problems } = read;
  throw new NotPublished('invalid', problemsText('This is not a loyalty programme yet', problems), { problems });
}

function problemsOf(draft: LoyaltyDraft, base: Base): readonly Problem[] {
  const { book } = base;
  const { earn, campaigns, quests } = draft;
  const asking = { earn, campaigns, quests };
  return [
    ...loyaltyFaults(draft, book.loyalty),
    ...foreignWorth(draft, base),
    ...conditionProblems(draft, book),
    ...unknownSegments(asking, book.scoring.segments),
    ...unknownAudiences(asking, book),
    ...conditionNames(asking, draft),
    ...questsInUse(draft, book),
    ...warningsInUse(draft, book),
    ...behaviourProblems(publishPart(book, 'loyalty', compiled(draft, base, 0), base.now), 'loyalty'),
  ];
}

/** Amounts of a workspace are in one currency. */
function foreignWorth({ worth }: LoyaltyDraft, { workspace: { currency } }: Base): readonly Problem[] {
  if (worth === undefined || worth.currency === currency) return [];
  const message = `amounts of this workspace are in ${currency}, and this is ${worth.currency}; say what 100 points are worth in ${currency}`;
  return [{ code: 'other-currency', path: 'worth.currency', message }];
}

/** Conditions on quests and badges that the same programme declares; rewards say by themselves what they lack. */
function conditionNames(asking: object, draft: LoyaltyDraft): readonly Problem[] {
  return unknownNames(asking, draft).filter(({ path }) => path.endsWith('.field'));
}

function conditionProblems({ earn, campaigns, quests }: LoyaltyDraft, { scoring }: Playbook): readonly Problem[] {
  const asked = { entering: false, inJourney: false as const, bins: binsIn(scoring) };
  const types = [...new Set(earn.map(({ on }) => on))];
  const ofRules = earn.flatMap(({ on, when }, place) =>
    when === undefined ? [] : conditionFaults(when, `earn[${place}].when`, { ...asked, events: [on] }),
  );
  const ofCampaigns = campaigns.flatMap(({ when }, place) =>
    when === undefined ? [] : conditionFaults(when, `campaigns[${place}].when`, { ...asked, events: types }),
  );
  const ofQuests = quests.flatMap(({ start, steps }, place) => {
    const path = `quests[${place}]`;
    const counting = [...new Set(steps.map(({ on }) => on))];
    const ofStart =
      start.by === 'entry' && start.when !== undefined
        ? conditionFaults(start.when, `${path}.start.when`, {
            ...asked,
            events: start.on === undefined ? counting : [start.on],
          })
        : [];
    const ofSteps = steps.flatMap(({ on, when }, index) =>
      when === undefined ? [] : conditionFaults(when, `${path}.steps[${index}].when`, { ...asked, events: [on] }),
    );
    return [...ofStart, ...ofSteps];
  });
  return [...ofRules, ...ofCampaigns, ...ofQuests];
}

/** What is likely not meant: multipliers of segments that there are not. */
export function loyaltyWarnings({ segments = {} }: LoyaltyDraft, { scoring }: Playbook): readonly Problem[] {
  const known = scoring.segments.segments.map(({ id }) => String(id));
  return Object.keys(segments)
    .filter((id) => !known.includes(id))
    .map((id) => ({
      code: 'unknown-segment',
      path: `segments.${id}`,
      message: `there is no segment "${id}", so nobody earns by it; there are ${known.join(', ')}`,
    }));
}
