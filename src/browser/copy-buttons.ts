/** A button beside every line that is there to be pasted. */
export function addCopyButtons(): void {
  for (const command of document.querySelectorAll<HTMLElement>('code.command')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'plain-button copy-button';
    button.textContent = 'Copy';
    button.addEventListener('click', () => {
      void copy(command).then((isCopied) => {
        button.textContent = isCopied ? 'Copied' : 'Selected: press Ctrl+C';
      });
    });
    button.addEventListener('blur', () => {
      button.textContent = 'Copy';
    });
    command.after(button);
  }
}

/** Where the browser keeps its clipboard from a page on disk, the line is selected instead. */
async function copy(command: HTMLElement): Promise<boolean> {
  const text = (command.textContent ?? '').trim();
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(command);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
    return false;
  }
}
