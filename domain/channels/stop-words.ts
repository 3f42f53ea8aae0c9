/** What somebody asks of us by a message of their own. */
export type Asked = 'stop' | 'start' | 'help';

/** In English those of the carriers and of the TCPA; in Turkish what shops there print under their messages. */
const WORDS: Readonly<Record<Asked, readonly string[]>> = {
  stop: [
    'stop',
    'stopall',
    'stop all',
    'quit',
    'end',
    'revoke',
    'cancel',
    'unsubscribe',
    'opt out',
    'optout',
    'dur',
    'durdur',
    'iptal',
    'ret',
    'red',
    'cik',
    'cikis',
    'istemiyorum',
    'abonelikten cik',
  ],
  start: ['start', 'unstop', 'basla', 'baslat', 'onay'],
  help: ['help', 'info', 'yardim', 'bilgi'],
};

const BY_WORD: ReadonlyMap<string, Asked> = new Map(
  (['stop', 'start', 'help'] as const).flatMap((asked) => WORDS[asked].map((word) => [word, asked] as const)),
);

/**
 * What agrees to a question that is open. Without one these words ask for nothing. The words of `start` agree as well:
 * carriers take START and YES for the same, and in Turkish `onay` says both. OK and
 * `tamam` are left out, since people write them to say that they have read something.
 */
const YES: readonly string[] = [
  'yes',
  'y',
  'yes please',
  'agree',
  'i agree',
  'confirm',
  'evet',
  'e',
  'kabul',
  'kabul ediyorum',
  'onayliyorum',
  'istiyorum',
];
const AGREEING: ReadonlySet<string> = new Set([...YES, ...WORDS.start]);

/** Turkish letters as people type them who have none, and both of its letters i as one. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ['ı', 'i'],
  ['ş', 's'],
  ['ğ', 'g'],
  ['ç', 'c'],
  ['ö', 'o'],
  ['ü', 'u'],
]);

/** What a message asks for; `null`: it is a message, and no such word. The word has to stand alone. */
export function askedBy(text: string): Asked | null {
  return BY_WORD.get(wordIn(text)) ?? null;
}

/**
 * The word by which a message agrees to what was asked, in small plain letters; `null`: it says something else. The word
 * has to stand alone, so nothing of what people write besides is ever given back.
 */
export function agreedBy(text: string): string | null {
  const word = wordIn(text);
  return AGREEING.has(word) ? word : null;
}

function wordIn(text: string): string {
  const small = text.replaceAll('I', 'i').replaceAll('İ', 'i').toLowerCase();
  const plain = Array.from(small, (sign) => PLAIN.get(sign) ?? sign).join('');
  return plain.replace(/[^a-z]+/g, ' ').trim();
}
