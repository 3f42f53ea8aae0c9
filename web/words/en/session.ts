export const session = {
  title: 'Sign in',
  how: 'Open the link that npm start printed, or paste a key. The browser keeps a cookie for twelve hours, and not the key.',
  wrongLink:
    'The key in this link does not open anything. It may have been ended, or the link was cut. Paste a key instead.',
  key: 'Key',
  signIn: 'Sign in',
};
