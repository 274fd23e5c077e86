import type { ReactNode } from 'react';

export function Bullets({ items }: { readonly items: readonly ReactNode[] }) {
  return (
    <ul className="nhsuk-list nhsuk-list--bullet">
      {items.map((item, index) => (
        // No list of these changes its order while it is shown.
        <li key={index}>{item}</li>
      ))}
    </ul>
  );
}
