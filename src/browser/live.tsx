import { signal } from '@preact/signals';
import { type JSX, render } from 'preact';
import type { LiveActions } from '../live/index.js';
import {
  type Connection,
  type LiveExploration,
  type LiveFrame,
  type LiveState,
  type LiveSweep,
  LiveView,
  withFrame,
} from '../live/index.js';

/** The script of the live page: hears the server, and shows what it says by the same components. */
const state = signal<LiveState | null>(null);
const connection = signal<Connection>('still');

function post(path: string, body: object): void {
  fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    connection.value = 'lost';
  });
}

const actions: LiveActions = {
  control: (action) => post('/api/control', { action }),
  speed: (speed) => post('/api/control', { action: 'speed', speed }),
  choose: (scenario, guards, explore) => post('/api/choose', { scenario, guards, explore }),
};

function Live(): JSX.Element | null {
  return state.value === null ? null : (
    <LiveView state={state.value} connection={connection.value} actions={actions} />
  );
}

function listen(root: HTMLElement): void {
  const source = new EventSource('/events');
  const on = <T,>(name: string, heard: (data: T) => void): void => {
    source.addEventListener(name, (event) => {
      connection.value = 'live';
      heard(JSON.parse((event as MessageEvent<string>).data) as T);
    });
  };
  let isDrawn = false;
  on<LiveState>('snapshot', (snapshot) => {
    state.value = snapshot;
    if (isDrawn) return;
    isDrawn = true;
    root.replaceChildren();
    render(<Live />, root);
  });
  on<LiveFrame>('frame', (frame) => {
    if (state.value !== null) state.value = withFrame(state.value, frame);
  });
  on<LiveExploration>('exploration', (exploration) => {
    if (state.value !== null) state.value = { ...state.value, exploration };
  });
  on<LiveSweep>('sweep', (sweep) => {
    if (state.value !== null) state.value = { ...state.value, sweep };
  });
  source.addEventListener('error', () => {
    if (connection.value !== 'ended') connection.value = 'lost';
  });
  source.addEventListener('bye', () => {
    source.close();
    connection.value = 'ended';
  });
}

const root = document.getElementById('live');
if (root !== null) listen(root);
