import { conditions } from './conditions.ts';
import { launch } from './launch.ts';
import { segments } from './segments.ts';
import { session } from './session.ts';
import { shell } from './shell.ts';
import { ui } from './ui.ts';

export const en = { conditions, launch, session, shell, segments, ui };
