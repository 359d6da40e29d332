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
  const chips = CHIPS.flatMap(({ name, selector }) => {
    const fitting = new Set(rows.filter((row) => row.matches(selector)));
    if (fitting.size === 0 || fitting.size === rows.length) return [];
    const chip = document.createElement('button');
    chip.type = 'button';
    chip.className = 'chip';
    chip.setAttribute('aria-pressed', 'false');
    chip.textContent = `${name} ${fitting.size}`;
    chip.addEventListener('click', () => {
      const isPressed = chip.getAttribute('aria-pressed') === 'true';
      chip.setAttribute('aria-pressed', isPressed ? 'false' : 'true');
      search();
    });
    place.append(chip);
    return [{ chip, fitting }];
  });
  const texts = rows.map((row) => textOf(row));
  const search = (): void => {
    const words = input.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const pressed = chips.filter(({ chip }) => chip.getAttribute('aria-pressed') === 'true');
    let count = 0;
    for (const [index, row] of rows.entries()) {
      const isFound =
        words.every((word) => texts[index]!.includes(word)) &&
        pressed.every(({ fitting }) => fitting.has(row));
      row.hidden = !isFound;
      if (isFound) count++;
    }
    for (const group of document.querySelectorAll<HTMLElement>('tbody.group'))
      group.hidden = group.querySelector('tr:not(.group-head):not([hidden])') === null;
    answer.textContent =
      words.length + pressed.length === 0 ? '' : `${count} of ${rows.length} rows`;
  };
  input.addEventListener('input', search);
}

/** What a reader most often looks for; a chip that would show all rows or none is left out. */
const CHIPS: readonly { readonly name: string; readonly selector: string }[] = [
  { name: 'failing', selector: '[data-verdict=fail]' },
  { name: 'not as expected', selector: '[data-standing=missed]' },
  { name: 'replays', selector: '[data-kind=replay]' },
  { name: 'every order', selector: '[data-kind=explore]' },
];

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
