import { signal } from '@preact/signals';

/** Counts up whenever the colours of the page change. */
export const themeChanges = signal(0);

const THEMES = ['system', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

/** A button that goes through the reader's own choice, light and dark. The page keeps no memory of it. */
export function addThemeButton(place: Element): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'plain-button theme-button';
  let theme: Theme = 'system';
  const show = (): void => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
    themeChanges.value++;
  };
  button.addEventListener('click', () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!;
    show();
  });
  show();
  place.append(button);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    themeChanges.value++;
  });
}
