/** Makes gaps loud: a member of Electron's API that the stand-in lacks throws instead of being `undefined`. */

/** What engines, promises, assertion libraries and `app.dock` checks ask for by themselves. */
const quiet = new Set(['then', 'toJSON', 'asymmetricMatch', 'nodeType', 'constructor', 'prototype', 'dock', 'default']);

function missing(member: string): Error {
  return new Error(`Electron stand-in: ${member} is not part of it (see test/electron-stand-in/README.md)`);
}

/** `target`, but reading a member that it does not have throws. */
export function loud<Target extends object>(name: string, target: Target): Target {
  return new Proxy(target, {
    get(object, key, receiver): unknown {
      if (typeof key === 'string' && !(key in object) && !quiet.has(key)) throw missing(`${name}.${key}`);
      return Reflect.get(object, key, receiver);
    },
  });
}

/** Stands for a whole module of Electron that the stand-in lacks: importing it is fine, any use of it throws. */
export function absent(name: string): object {
  // A plain function, because only that can also be called with `new`.
  function refuse(): never {
    throw missing(name);
  }
  return new Proxy(refuse, {
    get(_object, key): unknown {
      if (typeof key === 'string' && !quiet.has(key)) throw missing(`${name}.${key}`);
      return undefined;
    },
    construct: refuse,
    apply: refuse,
  });
}
