import { createContext, use, useSyncExternalStore } from 'react';
import type { Forms, Gestures, Pages, Questions, SessionStore, Snapshot } from './session-store.ts';

export const SessionStoreContext = createContext<SessionStore | null>(null);

function useStore(): SessionStore {
  const store = use(SessionStoreContext);
  if (!store) throw new Error('SessionStoreContext has no provider above this component');
  return store;
}

export function useSession(): Snapshot {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, store.getSnapshot);
}

export function useGestures(): Gestures {
  return useStore().gestures;
}

export function useForms(): Forms {
  return useStore().forms;
}

export function useQuestions(): Questions {
  return useStore().questions;
}

export function usePages(): Pages {
  return useStore().pages;
}
