import type { AssuranceView, AuthenticatorKey } from '../../preload/session-view.ts';
import { anyOf } from './format.ts';
import { words } from './words.ts';

/** "Windows Hello or security key": one `amr` value can stand for several authenticators. */
export function authenticatorsInWords(keys: readonly AuthenticatorKey[], otherMethods: readonly string[] = []): string {
  const names = [...keys.map((key) => words.authenticators[key]), ...otherMethods.map(words.otherMethod)];
  if (names.length === 0) return words.methodNotStated;
  return anyOf(names.map((name, index) => (index === 0 ? capitalised(name) : insideSentence(name))));
}

export function methodInWords({ authenticators, otherMethods }: AssuranceView): string {
  return authenticatorsInWords(authenticators, otherMethods);
}

function capitalised(name: string) {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** "Security key" becomes "security key"; product names ("Windows Hello", "NHS.net Connect") keep their capitals. */
function insideSentence(name: string) {
  return commonNouns.has(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

const commonNouns = new Set(
  (['passkey', 'securityKey', 'smartcard', 'smartcardIdentityAgent'] as const).map((key) => words.authenticators[key]),
);
