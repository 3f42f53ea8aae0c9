import { speaking } from '../speaking.ts';

const { count } = speaking('en');

export const journeys = {
  title: 'Journeys',
  tabsLabel: 'Sides of the journey',
  tabs: { build: 'Build', try: 'Try', results: 'Results', inside: 'Inside', versions: 'Versions' },
  status: {
    live: (version: number) => `live, v${version}`,
    paused: (version: number) => `paused, v${version}`,
    archived: (version: number) => `archived, v${version}`,
  },
  onlyDraft: 'draft, never published',
  draftDiffers: 'draft differs',
  insideNow: (value: string) => `${value} inside now`,
  problems: (value: number) => count(value, { one: 'problem', other: 'problems' }),
  publish: 'Publish',
  more: 'More',
  deeds: { rename: 'Rename', duplicate: 'Duplicate', pause: 'Pause', resume: 'Let it go on', archive: 'Archive' },
  pauseText:
    'Nobody enters, nobody inside goes on, and nothing new is sent. Goals and exits still take people out, and waits go on hearing what happens.',
  resumeText: 'Newcomers enter again, and those inside go on from where they are.',
  spread: 'Spread over',
  spreadHint: 'Those whose waits have ended meanwhile go on within this time, such as 2h. Left empty: at once.',
  archiveText: 'Nobody enters any more. Draft, versions and results stay, and it can go on later.',
  thoseInside: 'Those inside',
  endings: { finish: 'finish what they began', leave: 'leave at once' },
  name: 'Name',
  copyOf: (name: string) => `${name} (copy)`,
  address: (id: string) => `Its address will be /journeys/${id}`,
};
