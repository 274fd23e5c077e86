/** The pages beside the session, as links name them. Each page's other words are in a file of its own. */
export const enPages = {
  pages: {
    settings: 'Settings',
    about: 'About CIS2 Desktop',
    policy: 'Managed by your organisation',
    diagnostics: 'Check connection',
    supportBundle: 'Support bundle',
  },
};
