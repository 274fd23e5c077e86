'use strict';
const { contextBridge, ipcRenderer } = require('electron');

const runs = Number(sessionStorage.getItem('preload-runs') ?? 0) + 1;
sessionStorage.setItem('preload-runs', String(runs));

contextBridge.exposeInMainWorld('sample', {
  version: 1,
  preloadRuns: () => runs,
  counter: () => ipcRenderer.invoke('counter'),
  increment: () => ipcRenderer.send('increment'),
  echo: (value) => ipcRenderer.invoke('echo', value),
  echoHere: (value) => value,
  fail: () => ipcRenderer.invoke('fail'),
  failHere: () => {
    throw new RangeError('not here');
  },
  whoAmI: () => ipcRenderer.invoke('who-am-i'),
  typeOfGlobal: (name) => typeof globalThis[name],
  sees: () => ({
    require: typeof require,
    platform: process.platform,
    type: process.type,
    sandboxed: process.sandboxed,
  }),
  onCounter: (listener) => {
    const heard = (_event, counter) => listener(counter);
    ipcRenderer.on('counter', heard);
    return () => ipcRenderer.removeListener('counter', heard);
  },
});
