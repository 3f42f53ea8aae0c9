import type { JourneyInput } from '../journey/definition/definition.schema.ts';
import { FOR_THE_BEST } from './best-journeys.ts';
import { FOR_THE_DRIFTING } from './drifting-journeys.ts';
import { FOR_NEWCOMERS } from './newcomer-journeys.ts';

/** What a new workspace starts with: it acts from the first event. Texts see no name and no address. */
export const DEFAULT_JOURNEYS: readonly JourneyInput[] = [...FOR_THE_BEST, ...FOR_NEWCOMERS, ...FOR_THE_DRIFTING];
