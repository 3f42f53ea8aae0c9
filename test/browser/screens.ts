/** One of the journeys that every workspace has from the start. */
export const JOURNEY = 'at-risk-reactivation';
/** One of the templates that are there to be taken over. */
export const TEMPLATE = 'check-in';

/** Every screen. Names of customers are those of the file. */
export const SCREENS = [
  '/',
  '/segments/loyal',
  '/customers',
  '/customers/c-0001',
  '/customers/moves?days=30',
  '/journeys',
  `/journeys/${JOURNEY}`,
  `/journeys/${JOURNEY}/try`,
  `/journeys/${JOURNEY}/results`,
  `/journeys/${JOURNEY}/inside`,
  `/journeys/${JOURNEY}/versions`,
  '/audiences',
  '/audiences/new',
  '/templates',
  '/templates/new',
  `/templates/${TEMPLATE}`,
  '/rewards',
  '/rewards/figures',
  '/rewards/programme',
  '/rewards/pools',
  '/rewards/placements',
  '/data',
  '/data/events',
  '/data/sources',
  '/data/channels',
  '/data/keys',
  '/data/scoring',
  '/data/silence',
  '/data/policies',
  '/data/deliverability',
  '/data/jobs',
  '/data/people',
  '/data/audit',
  '/no/such/page',
  '/sign-in',
  '/docs',
];
