import type { AssuranceView, AuthenticatorKey } from '../../preload/session-view.ts';
import { anyOf } from './format.ts';
import { words } from './words.ts';

/** "Windows Hello or security key": one `amr` value can stand for several authenticators. */
export function authenticatorsInWords(keys: readonly AuthenticatorKey[], otherMethods: readonly string[] = []): string {
  const names = [...keys.map(insideSentence), ...otherMethods.map(words.otherMethod)];
  if (names.length === 0) return words.methodNotStated;
  return anyOf(names.map((name, index) => (index === 0 ? capitalised(name) : name)));
}

export function methodInWords({ authenticators, otherMethods }: AssuranceView): string {
  return authenticatorsInWords(authenticators, otherMethods);
}

function capitalised(name: string) {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const commonNouns: readonly AuthenticatorKey[] = ['passkey', 'securityKey', 'smartcard', 'smartcardIdentityAgent'];

/** "Security key" becomes "security key"; product names ("Windows Hello", "NHS.net Connect") keep their capitals. */
function insideSentence(key: AuthenticatorKey) {
  const name = words.authenticators[key];
  return commonNouns.includes(key) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}
