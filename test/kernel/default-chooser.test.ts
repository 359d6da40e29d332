import { describe, expect, it } from 'vitest';
import { type Completion, DefaultChooser, Kernel, Streams } from '../../src/kernel/index.js';
import { pause, settingOf } from './kernel-under-test.js';

const enabled = (count: number): Completion[] =>
  Array.from({ length: count }, (_, key) => ({
    key,
    kind: 'timer',
    parent: -1,
    since: -1,
    minUs: 0,
    maxUs: 0,
    dueUs: 0,
  }));

describe('the default order', () => {
  it('breaks ties uniformly: 6,000 ties of three at seed 1 stay within four standard deviations', () => {
    const chooser = new DefaultChooser(new Streams(1));
    const counts = [0, 0, 0];
    const three = enabled(3);
    for (let tie = 0; tie < 6_000; tie++) counts[chooser.choose(three)]!++;
    // Each count is binomial(6000, 1/3): mean 2000, standard deviation sqrt(6000 * 1/3 * 2/3) = 36.5.
    for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(4 * 36.5);
  });

  it('reaches all six orders of three tasks due at once, evenly, over seeds 1 to 1200', async () => {
    const orders = new Map<string, number>();
    for (let seed = 1; seed <= 1_200; seed++) {
      const setting = settingOf(seed);
      const kernel = new Kernel(setting, new DefaultChooser(setting.streams));
      const order: string[] = [];
      for (const name of ['a', 'b', 'c']) {
        void kernel.spawn(name, async (task) => {
          await pause(kernel, task, 5);
          order.push(name);
        });
      }
      await kernel.run();
      orders.set(order.join(''), (orders.get(order.join('')) ?? 0) + 1);
    }
    // binomial(1200, 1/6): mean 200, standard deviation 12.9; four of them are 52.
    expect([...orders.keys()].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
    for (const count of orders.values()) expect(Math.abs(count - 200)).toBeLessThan(52);
  });

  it('draws once a step even where there is no choice, so that one tie shifts no other', () => {
    const [a, b] = [new DefaultChooser(new Streams(7)), new DefaultChooser(new Streams(7))];
    a.choose(enabled(1));
    b.choose(enabled(3));
    const rest = (chooser: DefaultChooser) =>
      Array.from({ length: 20 }, () => chooser.choose(enabled(5)));
    expect(rest(a)).toEqual(rest(b));
  });
});
