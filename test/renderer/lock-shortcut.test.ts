import { expect, it } from 'vitest';
import { isPressed } from '../../renderer/lock-shortcut.ts';

interface Held {
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly shiftKey?: boolean;
  readonly altKey?: boolean;
  readonly altGraph?: boolean;
}

const pressed = (key: string, code: string, { altGraph = false, ...held }: Held) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
  getModifierState: (modifier: string) => modifier === 'AltGraph' && altGraph,
});

const ctrlShift = { ctrlKey: true, shiftKey: true };
const ctrlAlt = { ctrlKey: true, altKey: true };

it.each([
  ['the keys', 'CommandOrControl+Shift+L', 'L', 'KeyL', ctrlShift, true],
  ['Cmd on a Mac', 'CommandOrControl+Shift+L', 'l', 'KeyL', { metaKey: true, shiftKey: true }, true],
  ['keys that another policy gave', 'CommandOrControl+Alt+X', 'x', 'KeyX', ctrlAlt, true],
  ['the default keys under another policy', 'CommandOrControl+Alt+X', 'L', 'KeyL', ctrlShift, false],
  [
    'a letter that stands elsewhere, as A on a French keyboard',
    'CommandOrControl+Shift+A',
    'A',
    'KeyQ',
    ctrlShift,
    true,
  ],
  ['the place where that letter would be', 'CommandOrControl+Shift+A', 'Q', 'KeyA', ctrlShift, false],
  ['a layout without the letter', 'CommandOrControl+Shift+L', 'Д', 'KeyL', ctrlShift, true],
  ['Option on a Mac, which types a sign', 'CommandOrControl+Alt+L', '¬', 'KeyL', { metaKey: true, altKey: true }, true],
  ['AltGr, which types ł in Polish', 'CommandOrControl+Alt+L', 'ł', 'KeyL', { ...ctrlAlt, altGraph: true }, false],
  ['one key too many', 'CommandOrControl+Shift+L', 'L', 'KeyL', { ...ctrlShift, altKey: true }, false],
  ['no Shift', 'CommandOrControl+Shift+L', 'l', 'KeyL', { ctrlKey: true }, false],
  ['no Ctrl', 'CommandOrControl+Shift+L', 'L', 'KeyL', { shiftKey: true }, false],
])('%s: %s with %s at %s', (_what, accelerator, key, code, held, expected) => {
  expect(isPressed(accelerator, pressed(key, code, held))).toBe(expected);
});
