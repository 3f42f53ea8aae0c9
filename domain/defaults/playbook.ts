import { parseJourney } from '../journey/definition/parse.schema.ts';
import type { JourneyDefinition } from '../journey/definition/definition.schema.ts';
import { partsOf } from '../mentions.ts';
import { publishJourney, publishTemplate, startingPlaybook, type Playbook } from '../playbook.ts';
import { compiledTemplate } from '../templates/frame.ts';
import type { TemplateSource } from '../templates/template.ts';
import { templateDefinition } from '../templates/template.schema.ts';
import type { Instant } from '../time.ts';
import { DEFAULT_JOURNEYS } from './journeys.ts';
import type { LoyaltyDraft } from '../loyalty/draft.schema.ts';
import { defaultProgramme } from './programme.ts';
import { DEFAULT_TEMPLATES } from './templates.ts';

/** What the default playbook goes by. */
export interface NewWorkspace {
  /** Minor units, ascending; `null`: money has no score yet. */
  readonly monetaryAmounts: readonly number[] | null;
  /** IANA zone. */
  readonly timezone: string;
  /** How many the minor units of its currency take. */
  readonly digits: number;
  /** In its own time: what happened before earns no points. */
  readonly since: Instant;
  /** False: no loyalty programme, for a shop that has its own, and nothing that needs one. */
  readonly loyalty: boolean;
}

/** As their authors would have written them, programme first. */
export interface DefaultParts {
  readonly programme: LoyaltyDraft | null;
  readonly templates: readonly TemplateSource[];
  readonly journeys: readonly JourneyDefinition[];
}

/** @throws Error where one cannot be published, which a test would have found */
export function defaultParts({ digits, loyalty }: Pick<NewWorkspace, 'digits' | 'loyalty'>): DefaultParts {
  const templates = DEFAULT_TEMPLATES.map((input) => templateDefinition.parse(input));
  const journeys = DEFAULT_JOURNEYS.map((input) => {
    const parsed = parseJourney(input);
    if ('problems' in parsed) throw new Error(`The default journey ${input.id} is not publishable.`);
    return parsed.definition;
  });
  if (loyalty) return { programme: defaultProgramme(digits), templates, journeys };
  const left = journeys.flatMap(withoutProgramme);
  const named = new Set(partsOf(left).map(({ fields }) => fields.get('template')));
  return { programme: null, templates: templates.filter(({ id }) => named.has(id)), journeys: left };
}

function withoutProgramme(journey: JourneyDefinition): readonly JourneyDefinition[] {
  if (journey.enter.on === 'tier' || journey.enter.on === 'quest') return [];
  return [{ ...journey, steps: journey.steps.filter(({ type }) => type !== 'quest') }];
}

/**
 * What a new workspace starts with: rules, a loyalty programme, templates, and a journey for each segment, which act from the
 * first event. All of it is one version: nobody has ever lived under a playbook with only some of it.
 */
export function defaultPlaybook({ monetaryAmounts, timezone, since, ...wanted }: NewWorkspace): Playbook {
  const { programme, templates, journeys } = defaultParts(wanted);
  const rules: Playbook = {
    ...startingPlaybook(monetaryAmounts, timezone),
    ...(programme === null ? {} : { loyalty: { ...programme, version: 1, since } }),
  };
  const withTexts = templates.map(compiledTemplate).reduce(publishTemplate, rules);
  return { ...journeys.reduce(publishJourney, withTexts), version: 1 };
}
