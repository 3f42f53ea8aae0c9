import { speaking } from '../speaking.ts';

const { number } = speaking('en');

export const ui = {
  loading: 'Loading',
  retry: 'Try again',
  close: 'Close',
  cancel: 'Cancel',
  keep: 'Keep it',
  leave: 'What you wrote is not saved. Leave without saving it?',
  copy: 'Copy',
  copied: 'Copied',
  more: 'Show more',
  unreachable: 'The server cannot be reached. Nothing is lost; it is asked again when you try.',
  unreadable: (status: number) => `The server answered ${status} without saying why.`,
  broken: 'Something went wrong in this page. Reload it; if it happens again, tell whoever runs Sojourn.',
  requestId: (id: string) => `Request ${id}`,
  nobody: 'Nobody',
  noSegment: 'No segment',
  customers: (value: number) => `${number(value)} ${value === 1 ? 'customer' : 'customers'}`,
  notFound: 'There is no such page.',
  toHome: 'Go to the segments',
};
