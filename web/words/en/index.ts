import { build } from './build.ts';
import { journeys } from './journeys.ts';
import { launch } from './launch.ts';
import { results } from './results.ts';
import { segments } from './segments.ts';
import { session } from './session.ts';
import { shell } from './shell.ts';
import { steps } from './steps.ts';
import { tries } from './try.ts';
import { ui } from './ui.ts';
import { versions } from './versions.ts';

export const en = { build, journeys, launch, results, session, shell, segments, steps, tries, ui, versions };
