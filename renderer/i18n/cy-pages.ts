// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import type { enPages } from './en-pages.ts';

export const cyPages: typeof enPages = {
  pages: {
    settings: 'Gosodiadau',
    about: 'Ynghylch CIS2 Desktop',
    policy: 'Wedi’i reoli gan eich sefydliad',
    diagnostics: 'Gwirio’r cysylltiad',
    supportBundle: 'Bwndel cymorth',
  },
};
