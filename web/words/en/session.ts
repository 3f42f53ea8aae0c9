export const session = {
  title: 'Sign in',
  how: 'Open the link that an admin gave you or that npm start printed, or paste a key. The browser keeps a cookie, and not the key.',
  because: {
    key: 'The key in this link does not open anything. It may have been ended, or the link was cut. Paste a key instead.',
    provider: 'The identity provider let nobody in: it took too long, refused, or cannot be reached. Try it again.',
    unverified:
      'The identity provider does not vouch for your e-mail address. Have it verified there, or ask an admin for a link.',
    unknown: 'Nobody with your e-mail address is in a team here. Ask an admin to invite that address.',
    several: 'You are in several workspaces. Name the one you want to go to.',
  },
  byProvider: 'Sign in with your organisation',
  workspace: 'Workspace',
  key: 'Key',
  signIn: 'Sign in',
  roles: { marketer: 'marketer', operator: 'operator', admin: 'admin' },
  needs: (role: string) => `This needs the role ${role}. An admin can give it, under Data, People.`,
  again: {
    title: 'Your session has ended',
    how: 'Whatever you were writing is still there. Sign in once more, here or in another tab, and go on.',
    byProvider: 'Sign in with your organisation, in another tab',
  },
  join: {
    title: 'Welcome',
    invited: (workspace: string, role: string) =>
      `You are invited to the workspace ${workspace}, with the role ${role}.`,
    back: (name: string, workspace: string) => `Sign in to the workspace ${workspace} as ${name}.`,
    name: 'What you want to be called',
    nameHint: 'The team sees it beside what you do.',
    enter: 'Enter',
    byKey: 'Sign in with a key instead',
  },
};
