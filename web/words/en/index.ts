import { audiences } from './audiences.ts';
import { conditions } from './conditions.ts';
import { customer } from './customer.ts';
import { customers } from './customers.ts';
import { launch } from './launch.ts';
import { segment } from './segment.ts';
import { segments } from './segments.ts';
import { session } from './session.ts';
import { shell } from './shell.ts';
import { ui } from './ui.ts';

export const en = { audiences, conditions, customer, customers, launch, session, shell, segment, segments, ui };
