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
  const small = text.replaceAll('I', 'i').replaceAll('İ', 'i').toLowerCase();
  const plain = Array.from(small, (sign) => PLAIN.get(sign) ?? sign).join('');
  const word = plain.replace(/[^a-z]+/g, ' ').trim();
  return BY_WORD.get(word) ?? null;
}
