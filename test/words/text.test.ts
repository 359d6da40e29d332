import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, escapeTerminal, formatTime } from '../../src/words/index.js';
import { counted, listed, times } from '../../src/words/text/count-words.js';
import { formatDollars } from '../../src/words/text/format-dollars.js';
import { formatSpan, formatTimeIn, timeColumn } from '../../src/words/text/format-time.js';
import { html, shown } from '../../src/words/text/html.js';
import { safeHref } from '../../src/words/text/safe-href.js';
import { shellWord } from '../../src/words/text/shell-word.js';
import { visibleText } from '../../src/words/text/visible-text.js';

/** Everything that could act on a reader or a terminal. */
const ACTIVE = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;
const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('visibleText', () => {
  it('shows a control character as its picture', () => {
    expect(visibleText('a\u001b[31mb\u0000\u007f')).toBe('a\u241b[31mb\u2400\u2421');
  });

  it('writes out marks of direction, zero-width characters, separators, tags and lone surrogates', () => {
    expect(visibleText('\u202eabc')).toBe('\u27e8U+202E\u27e9abc');
    expect(visibleText('a\u200bb\u2028\ufeff')).toBe(
      'a\u27e8U+200B\u27e9b\u27e8U+2028\u27e9\u27e8U+FEFF\u27e9',
    );
    expect(visibleText('\u{e0041}\ud800')).toBe('\u27e8U+E0041\u27e9\u27e8U+D800\u27e9');
    expect(visibleText('\u0085')).toBe('\u27e8U+0085\u27e9');
  });

  it('leaves ordinary text of any script alone', () => {
    for (const text of ['APP', 'Zürich', '売買', 'שלום', 'e\u0301', '\u{1f4c8}']) {
      expect(visibleText(text)).toBe(text);
    }
  });

  it('leaves nothing active in any text, and is done after one pass', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const visible = visibleText(text);
        expect(visible).not.toMatch(ACTIVE);
        expect(visibleText(visible)).toBe(visible);
        expect(escapeTerminal(text)).toBe(visible);
      }),
    );
  });
});

describe('escapeHtml', () => {
  it('turns markup and quotes into text', () => {
    expect(escapeHtml('</script><b a="1" b=\'2\'>&`')).toBe(
      '&lt;/script&gt;&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;&#96;',
    );
  });

  it('never lets a tag or a quote through, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"'`]/);
      }),
    );
  });
});

describe('html', () => {
  it('escapes values, keeps markup it has made itself, and joins lists', () => {
    const inner = html`<b>${'<i>'}</b>`;
    expect(html`<p>${inner}${[1, '&', inner]}</p>`.markup).toBe(
      '<p><b>&lt;i&gt;</b>1&amp;<b>&lt;i&gt;</b></p>',
    );
  });

  it('prints nothing for null, undefined and false', () => {
    expect(html`a${null}${undefined}${false}b`.markup).toBe('ab');
  });

  it('keeps a name to its own direction', () => {
    expect(shown('\u202e<x>').markup).toBe('<bdi>\u27e8U+202E\u27e9&lt;x&gt;</bdi>');
  });

  it('yields no unescaped angle bracket for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const markup = html`<p title="${text}">${text}</p>`.markup;
        expect(markup.match(/</g)).toHaveLength(2);
        expect(markup.match(/>/g)).toHaveLength(2);
        expect(markup.match(/"/g)).toHaveLength(2);
      }),
    );
  });
});

describe('times', () => {
  it('prints milliseconds below a second and seconds from there on', () => {
    expect(formatTime(0)).toBe('0 ms');
    expect(formatTime(204_300)).toBe('204.3 ms');
    expect(formatTime(1)).toBe('0.001 ms');
    expect(formatTime(1_204_300)).toBe('1.2043 s');
    expect(formatTime(3_600_000_000)).toBe('3,600 s');
    expect(formatTime(-5_000)).toBe('\u22125 ms');
    expect(formatTimeIn(1_500, 's')).toBe('0.0015 s');
  });

  it('prints a length with three digits', () => {
    expect([17, 9_400, 38_000, 999_000, 15_100_000, 60_000_000].map(formatSpan)).toEqual([
      '17 \u00b5s',
      '9.40 ms',
      '38.0 ms',
      '999 ms',
      '15.1 s',
      '60.0 s',
    ]);
    expect([300_000_000, 10_800_000_000, 0].map(formatSpan)).toEqual([
      '5.00 min',
      '3.00 h',
      '0 \u00b5s',
    ]);
  });

  it('sets the points of a column under each other', () => {
    const format = timeColumn([976_000, 1_399_500]);
    expect([976_000, 1_399_500].map(format)).toEqual(['0.9760 s', '1.3995 s']);
    expect(timeColumn([2_000, 30_000])(2_000)).toBe('2 ms');
    expect(timeColumn([-2_500])(-2_500)).toBe('\u22122.5 ms');
    expect(timeColumn([])(0)).toBe('0 ms');
  });
});

describe('words and amounts', () => {
  it('counts, repeats and lists', () => {
    expect([counted(1, 'order'), counted(1_200, 'order'), counted(2, 'more', 'more')]).toEqual([
      '1 order',
      '1,200 orders',
      '2 more',
    ]);
    expect([1, 2, 712].map(times)).toEqual(['once', 'twice', '712 times']);
    expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
  });

  it('prints dollars with their cents and separators', () => {
    expect(formatDollars(144_420_920_000)).toBe('$144,420.92');
    expect(formatDollars(-1_500_000)).toBe('\u2212$1.50');
    expect(formatDollars(503_951_250)).toBe('$503.95125');
  });
});

describe('shellWord', () => {
  it('leaves plain paths alone and quotes what a shell would read', () => {
    expect(shellWord('scenarios/app-4x-buy.yaml')).toBe('scenarios/app-4x-buy.yaml');
    expect(shellWord('my file; rm -rf $HOME')).toBe("'my file; rm -rf $HOME'");
    expect(shellWord("it's")).toBe("'it'\\''s'");
    expect(shellWord('')).toBe("''");
    expect(shellWord('-x.yaml')).toBe('./-x.yaml');
  });

  it('escapes what cannot be seen', () => {
    expect(shellWord("a\u001b'\\\u202e\u{1f4c8}")).toBe("$'a\\x1b\\'\\\\\\u202e\\U0001f4c8'");
  });
});

describe('safeHref', () => {
  it('keeps relative paths and defuses everything else', () => {
    expect(safeHref('../app/run 1.tape')).toBe('../app/run%201.tape');
    expect(safeHref('javascript:alert(1)')).toBe('javascript%3Aalert(1)');
    expect(safeHref('//evil.example/x?y#z')).toBe('evil.example/x%3Fy%23z');
    expect(safeHref('a\\b\ud800')).toBe('a/b%EF%BF%BD');
  });
});
