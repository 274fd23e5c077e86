import { enRoles } from './en-roles.ts';
import { broughtWords } from './words.ts';

/** Of the screens on which somebody chooses a role or has none: their English comes with them, and not with the start. */
export const roleWords = (): typeof enRoles => broughtWords.roles ?? enRoles;
