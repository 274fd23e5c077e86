import { Suspense } from 'react';
import type { Incident } from '../../preload/incident.ts';
import type { PageName } from '../../preload/pages.ts';
import { Button } from '../components/button.tsx';
import { PartMissing } from '../components/part-missing.tsx';
import { words } from '../i18n/words.ts';
import { later } from '../later.ts';
import { usePages } from '../session-context.ts';

const missing = (fault: Incident) => () => <PageMissing fault={fault} />;
const About = later(() => import('./about.tsx').then((loaded) => loaded.About), missing);
const Diagnostics = later(() => import('./diagnostics.tsx').then((loaded) => loaded.Diagnostics), missing);
const Policy = later(() => import('./policy.tsx').then((loaded) => loaded.Policy), missing);
const Settings = later(() => import('./settings.tsx').then((loaded) => loaded.Settings), missing);
const SupportBundle = later(() => import('./support-bundle.tsx').then((loaded) => loaded.SupportBundle), missing);
const FirstRun = later(() => import('./welcome.tsx').then((loaded) => loaded.Welcome), missing);

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
