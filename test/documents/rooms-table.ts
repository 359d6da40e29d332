import { type PackageDoor, ROOMS } from '../architecture/rooms.js';

/** The import table in Markdown, from the data that the architecture test holds imports against. */
export function renderRoomsTable(): string {
  const rows = Object.entries(ROOMS).map(([name, { imports, packages, planned }]) => {
    const rooms = imports === 'all' ? 'every room' : imports.map(codeOf).join(' ') || '–';
    const doors = packages.map(wordsOf).join(' ') || '–';
    return `| ${codeOf(name)}${planned ? ' (planned)' : ''} | ${rooms} | ${doors} |`;
  });
  return ['| room | may import | packages; ¹ through one file |', '|---|---|---|', ...rows].join(
    '\n',
  );
}

function codeOf(name: string): string {
  return `\`${name}\``;
}

function wordsOf({ name, door }: PackageDoor): string {
  return codeOf(name) + (door === 'one file' ? '¹' : '');
}
