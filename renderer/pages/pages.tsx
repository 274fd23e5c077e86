import { lazy, Suspense, type ComponentType } from 'react';
import type { Incident } from '../../preload/incident.ts';
import type { PageName } from '../../preload/pages.ts';
import { Button } from '../components/button.tsx';
import { PartMissing } from '../components/part-missing.tsx';
import { faultOfPage } from '../fault-of-page.ts';
import { words } from '../i18n/words.ts';
import { usePages } from '../session-context.ts';

const About = later(() => import('./about.tsx').then(({ About: it }) => it));
const Diagnostics = later(() => import('./diagnostics.tsx').then(({ Diagnostics: it }) => it));
const Policy = later(() => import('./policy.tsx').then(({ Policy: it }) => it));
const Settings = later(() => import('./settings.tsx').then(({ Settings: it }) => it));
const SupportBundle = later(() => import('./support-bundle.tsx').then(({ SupportBundle: it }) => it));
const FirstRun = later(() => import('./welcome.tsx').then(({ Welcome: it }) => it));

function later(load: () => Promise<ComponentType>) {
  return lazy(() =>
    load().then(
      (loaded) => ({ default: loaded }),
      (error: unknown) => {
        reportError(error);
        const fault = faultOfPage('PART_MISSING');
        return { default: () => <PageMissing fault={fault} /> };
      },
    ),
  );
}

function PageMissing({ fault }: { readonly fault: Incident }) {
  const { closePage } = usePages();
  return (
    <PartMissing fault={fault}>
      <Button variant="secondary" onClick={closePage}>
        {words.actions.goBack}
      </Button>
    </PartMissing>
  );
}

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
