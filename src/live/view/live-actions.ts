/** What a reader can do on the live page. Where there are none (no script), the controls are switched off. */
export interface LiveActions {
  control(action: 'play' | 'pause' | 'step' | 'restart'): void;
  speed(speed: number): void;
  choose(path: string, guards: string, explore: boolean): void;
}
