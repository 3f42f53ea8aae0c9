import { speaking } from '../speaking.ts';

const { count, number } = speaking('en');

interface StarterTold {
  readonly name: string;
  readonly description: string;
}

const NOT_TOLD: ReadonlyMap<string, StarterTold> = new Map();

/** Loaded with the screens that say them, and not with the first page. */
export const templates = {
  title: 'Templates',
  about: 'Mails and banners, written once for all journeys: to whom what, and in which language.',
  make: 'New template',
  back: 'All templates',
  columns: { name: 'Template', state: 'State', variants: 'Variants', languages: 'Languages', used: 'Used in' },
  empty: 'There is no template yet. One says to whom what is sent, and in which language; journeys send it.',
  none: 'none',
  states: {
    draft: 'draft',
    live: (version: number) => `live, v${number(version)}`,
    archived: 'archived',
    changed: 'changed since',
  },
  starters: {
    title: 'To begin with',
    about:
      'Texts in English and Turkish for every segment. Taking one over makes a draft of yours; nothing is sent by it.',
    take: 'Take over',
    open: 'Open yours',
    /** Where the name and the description are told in another language than their own. */
    told: NOT_TOLD,
    made: (variants: number, languages: string) =>
      `${count(variants, { one: 'variant', other: 'variants' })} · ${languages}`,
  },
  unknown: 'There is no such template',
  fresh: {
    title: 'New template',
    id: 'Id',
    idHint: 'Small letters, digits and hyphens; steps of journeys name it so. It stays as it is.',
    taken: 'A template with this id exists already; open it, or choose another id.',
    use: 'What it is for',
  },
  uses: { mail: 'mails', page: 'banners, toasts, SMS, Telegram and push' },
  form: {
    title: 'Texts',
    name: 'Name',
    description: 'What it is for',
    language: 'Language of everybody else',
    languageHint: 'What readers get of whose own language there is no text.',
    save: 'Save draft',
    savedAt: (time: string) => `Draft saved ${time}`,
    unsaved: 'not saved yet',
    fine: 'It can be published.',
    same: 'Nothing differs from what is live.',
    problems: (value: number) => count(value, { one: 'problem', other: 'problems' }),
    problemsTitle: 'What keeps it from being published',
    goTo: 'Go there',
    publishText:
      'It holds for the next message that is decided, in every journey that sends it. What is under way is sent as it was chosen.',
  },
  frame: {
    title: 'The frame of the mail',
    on: 'Put every text into a page that looks well in mail programs',
    name: 'Who writes, at its top',
    colour: 'Colour',
    address: 'Address, at its end',
  },
  variants: {
    title: 'Who gets what',
    about: 'From the top: the first variant that is for somebody is what they get.',
    everybody: 'everybody else',
    add: 'Add a variant',
    addBefore: 'It is placed before the one for everybody else.',
    up: (name: string) => `Move “${name}” up`,
    down: (name: string) => `Move “${name}” down`,
    remove: (name: string) => `Remove “${name}”`,
    one: (place: number) => `Variant ${number(place)}`,
    faulty: (value: number) => count(value, { one: 'problem', other: 'problems' }),
    id: 'Name of the variant',
    idHint: 'Small letters, digits and hyphens.',
    who: 'Who gets it',
    whos: { some: 'those for whom a condition holds', rest: 'everybody else' },
    notes: 'Notes for yourselves',
    tone: 'Tone',
    value: 'What it offers',
  },
  languages: {
    title: 'Languages',
    add: 'Add a language',
    remove: (language: string) => `Remove ${language}`,
    tag: 'Language',
    other: 'another one …',
    otherTag: 'Its short name, such as pt-BR',
    missing: (language: string) => `no ${language}`,
    own: 'Who reads none of these gets',
    ownTemplate: (language: string) => `${language}, as everywhere in the template`,
    chain: (language: string, fallback: string) =>
      `Readers of ${language}, of any country, get this text. Who reads none of the languages here gets ${fallback}.`,
    only: (language: string) => `Every reader of this variant gets ${language}.`,
  },
  parts: {
    subject: 'Subject',
    title: 'Title',
    body: 'Body',
    bodyHint: 'HTML; {{ … }} stands for what is known of the reader.',
    pageHint: 'Plain text; {{ … }} stands for what is known of the reader.',
    text: 'As plain text',
    textHint: 'Left empty, it is made of the words of the body.',
    url: 'Where a click leads',
    unsubscribe: 'Words of the way out',
    unsubscribeHint: 'Only where the frame has none in this language.',
    more: 'Plain text and the way out',
    variables: 'What can stand in it',
  },
  preview: {
    title: 'Preview',
    reader: 'Reader',
    nobody: 'somebody unknown',
    segments: 'Somebody made up in',
    customer: 'a customer …',
    customerId: 'Customer',
    customerHint: 'Type to find one.',
    locale: 'Their language',
    theirs: 'as it is known of them',
    what: 'What is shown',
    whats: { writing: 'the text that is being written', gets: 'what this reader gets' },
    width: 'Width',
    widths: { desktop: 'desktop', phone: 'phone' },
    frame: 'The mail, as its reader sees it',
    asText: 'As plain text',
    onPhone: 'On a phone: a push with its title, an SMS or Telegram with the text alone',
    later: 'It is shown as soon as its texts are complete.',
    got: (variant: string, language: string) => `${variant}, in ${language}`,
    by: {
      asked: 'the one that is being written',
      condition: 'the first that is for this reader',
      rest: 'no other variant is for this reader',
    },
    languageBy: {
      own: 'the language of the reader',
      near: 'the nearest to the language of the reader',
      default: 'the language for readers of none of the others',
    },
    instead: (variant: string) => `This reader would get “${variant}”.`,
  },
  used: {
    title: 'Where it is used',
    none: 'No live journey sends it yet. A step “send” or “place” of a journey names it as its template.',
  },
  versions: {
    title: 'Versions',
    version: 'Version',
    since: 'Published',
    began: 'from the beginning',
    live: 'live',
    archived: 'archived',
    none: 'Nothing was published yet.',
    take: 'Work on this one',
    taken: (version: number) => `Version ${number(version)} is in the form now; it is not saved yet.`,
  },
  archive: {
    button: 'Archive',
    title: (name: string) => `Archive ${name}?`,
    text: 'No journey that is published from then on may name it. Its versions stay, and publishing it again brings it back.',
  },
};
