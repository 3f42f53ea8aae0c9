import { speaking } from '../speaking.ts';

const { number } = speaking('en');

export const placements = {
  title: 'Banners and toasts',
  about: 'Who may see what journeys place on pages of the shop, and from where.',
  mayNot: 'Only an admin sees and changes these settings.',
  mode: 'Who may ask',
  modes: {
    off: 'only programs with a key',
    optional: 'also customers, with a token that the shop signs',
    required: 'only customers, with such a token',
  },
  origins: 'Pages that may ask from a browser',
  originsHint: 'One on each line, such as https://shop.example.com.',
  poll: 'Pages look again after, seconds',
  save: 'Save',
  saved: 'Saved. It holds at once.',
  keys: 'What tokens are checked by',
  noKeys: 'There is no key yet, so no token opens anything.',
  columns: { id: 'Key (kid)', alg: 'Algorithm', since: 'Since', action: 'Action' },
  alg: 'New key',
  algs: { HS256: 'a secret that is made here', EdDSA: 'a pair of your own: its public half' },
  publicKey: 'Public key, as PEM',
  add: 'Add a key',
  most: (most: number) => `There are ${number(most)} keys, and no more can be. Remove one first.`,
  madeTitle: 'The new key',
  once: 'The secret is shown only now, and cannot be read again. The backend of the shop signs tokens with it.',
  public: 'Tokens that the private half signs are taken from now on.',
  claims: { kid: 'kid', iss: 'iss', aud: 'aud' },
  remove: 'Remove',
  removeOf: (id: string) => `Remove the key ${id}`,
  surely: (id: string) => `Remove the key ${id}?`,
  surelyText: 'Tokens that were made with it open nothing any more, at once.',
};
