import { lazy, Suspense } from 'react';
import type { PageName } from '../../preload/pages.ts';

const About = lazy(() => import('./about.tsx').then(({ About: it }) => ({ default: it })));
const Diagnostics = lazy(() => import('./diagnostics.tsx').then(({ Diagnostics: it }) => ({ default: it })));
const Policy = lazy(() => import('./policy.tsx').then(({ Policy: it }) => ({ default: it })));
const Settings = lazy(() => import('./settings.tsx').then(({ Settings: it }) => ({ default: it })));
const SupportBundle = lazy(() => import('./support-bundle.tsx').then(({ SupportBundle: it }) => ({ default: it })));
const FirstRun = lazy(() => import('./welcome.tsx').then(({ Welcome: it }) => ({ default: it })));

/** The pages beside the session. Nobody needs them in their first second, so each is loaded when it is asked for. */
export function Pages({ page }: { readonly page: PageName }) {
  return <Suspense>{pageOf(page)}</Suspense>;
}

/** Screen 1, once for each computer account. */
export function Welcome() {
  return (
    <Suspense>
      <FirstRun />
    </Suspense>
  );
}

function pageOf(page: PageName) {
  switch (page) {
    case 'settings':
      return <Settings />;
    case 'about':
      return <About />;
    case 'policy':
      return <Policy />;
    case 'diagnostics':
      return <Diagnostics />;
    case 'supportBundle':
      return <SupportBundle />;
  }
}
