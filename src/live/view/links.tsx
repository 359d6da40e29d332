import type { JSX } from 'preact';

/** Files that were left behind, each by a link of its own. */
export function Links({
  links,
}: {
  readonly links: readonly { readonly label: string; readonly href: string }[];
}): JSX.Element | null {
  if (links.length === 0) return null;
  return (
    <p class="small">
      Saved:{' '}
      {links.map(({ label, href }, index) => (
        <span key={href}>
          {index === 0 ? '' : ' \u00b7 '}
          <a href={href}>{label}</a>
        </span>
      ))}
    </p>
  );
}
