import type { Words } from '../words.tsx';
import { journeys } from './journeys.ts';
import { launch } from './launch.ts';
import { segments } from './segments.ts';
import { session } from './session.ts';
import { shell } from './shell.ts';
import { steps } from './steps.ts';
import { ui } from './ui.ts';

export const tr: Words = { journeys, launch, session, shell, segments, steps, ui };
