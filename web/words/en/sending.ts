export const sending = {
  notSetUp: (channels: string) => `Not set up: ${channels}. Messages go into the built-in mailbox and to nobody.`,
  setUp: 'See the channels',
  buttons: {
    title: 'Buttons',
    none: 'None. A button opens a page, or tells that it was pressed, which a wait or a condition can go by.',
    add: 'Add a button',
    nth: (place: number) => `Button ${place}`,
    label: 'What stands on it',
    does: 'When it is pressed',
    tells: 'an event click tells which one',
    opens: 'a page opens',
    id: 'Name in the event',
    idHint: 'Up to 20 small letters, digits and dashes. It stands in data.button.',
    url: 'Page',
    remove: 'Take it out',
    removeNth: (place: number) => `Take out button ${place}`,
  },
};
