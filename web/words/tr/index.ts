import type { Words } from '../words.tsx';
import { build } from './build.ts';
import { journeys } from './journeys.ts';
import { launch } from './launch.ts';
import { recipes } from './recipes.ts';
import { segments } from './segments.ts';
import { session } from './session.ts';
import { shell } from './shell.ts';
import { steps } from './steps.ts';
import { ui } from './ui.ts';

export const tr: Words = { build, journeys, launch, recipes, session, shell, segments, steps, ui };
