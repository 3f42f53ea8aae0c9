import type { DrawWords } from '../options.ts';

export const ENGLISH: DrawWords = {
  play: { wheel: 'Spin the wheel', scratch: 'Scratch the card', gift: 'Open the box' },
  tickets: (left) => (left === 1 ? 'You have one ticket.' : `You have ${left} tickets.`),
  won: (prize) => `You have won: ${prize}`,
  blank: (prize) => `This time: ${prize}`,
  nothingLeft: 'All prizes are gone.',
  failed: 'That did not work. Try again: your ticket is as it was.',
};
