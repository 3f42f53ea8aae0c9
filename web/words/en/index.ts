import { audit } from './audit.ts';
import { audiences } from './audiences.ts';
import { build } from './build.ts';
import { channels } from './channels.ts';
import { conditions } from './conditions.ts';
import { customer } from './customer.ts';
import { customers } from './customers.ts';
import { data } from './data.ts';
import { events } from './events.ts';
import { imports } from './imports.ts';
import { jobs } from './jobs.ts';
import { journeys } from './journeys.ts';
import { keys } from './keys.ts';
import { launch } from './launch.ts';
import { people } from './people.ts';
import { policies } from './policies.ts';
import { scoring } from './scoring.ts';
import { segment } from './segment.ts';
import { segments } from './segments.ts';
import { session } from './session.ts';
import { shell } from './shell.ts';
import { silence } from './silence.ts';
import { steps } from './steps.ts';
import { ui } from './ui.ts';

export const en = {
  audiences,
  audit,
  build,
  channels,
  conditions,
  customer,
  customers,
  data,
  events,
  imports,
  jobs,
  journeys,
  keys,
  launch,
  people,
  policies,
  scoring,
  segment,
  segments,
  session,
  shell,
  silence,
  steps,
  ui,
};
