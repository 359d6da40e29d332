import { addCopyButtons } from './copy-buttons.js';
import { addThemeButton } from './theme.js';

/** The script of an index: a search over everything that is listed. The lists stand without it. */
function addSearch(): void {
  const place = document.getElementById('search');
  const rows = [...document.querySelectorAll<HTMLElement>('tbody tr:not(.group-head)')];
  if (place === null || rows.length === 0) return;
  const label = document.createElement('label');
  label.textContent = 'Search scenario, guards, verdict, words ';
  const input = document.createElement('input');
  input.type = 'search';
  input.id = 'search-words';
  const answer = document.createElement('span');
  answer.className = 'dim small';
  answer.setAttribute('role', 'status');
  label.append(input);
  place.append(label, answer);
  place.hidden = false;
  const texts = rows.map((row) => textOf(row));
  const search = (): void => {
    const words = input.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    let count = 0;
    for (const [index, row] of rows.entries()) {
      const isFound = words.every((word) => texts[index]!.includes(word));
      row.hidden = !isFound;
      if (isFound) count++;
    }
    for (const group of document.querySelectorAll<HTMLElement>('tbody.group'))
      group.hidden = group.querySelector('tr:not(.group-head):not([hidden])') === null;
    answer.textContent = words.length === 0 ? '' : `${count} of ${rows.length} rows`;
  };
  input.addEventListener('input', search);
}

/** What a row says, and the scenario above it. */
function textOf(row: HTMLElement): string {
  const head = row.parentElement?.querySelector('.group-head')?.textContent ?? '';
  return `${head} ${row.textContent ?? ''}`.toLowerCase();
}

const eyebrow = document.querySelector('.eyebrow');
if (eyebrow !== null) addThemeButton(eyebrow);
addCopyButtons();
addSearch();
document.documentElement.classList.add('enriched');
