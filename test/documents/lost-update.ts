import {
  AccessTable,
  engine,
  Kernel,
  KernelClock,
  LockKnowledge,
  NameTable,
  type Program,
  type StepFact,
  Streams,
  stepWords,
} from '../../src/index.js';

// What all runs share: names, footprints, the seed, what is known of locks.
const setting = {
  names: new NameTable(),
  accesses: new AccessTable(),
  streams: new Streams(1),
  locks: new LockKnowledge(),
};
const facts = new Map<number, StepFact>();

/** Two people take 30 from one account: each reads the balance, waits, and writes what it then thinks. */
const withdrawals: Program<number> = {
  accesses: setting.accesses,
  locks: setting.locks,
  labelOf: (key) => stepWords(facts.get(key)!),
  nameOf: (balance) => `balance ${balance}`,
  async runOnce(chooser) {
    const kernel = new Kernel(setting, chooser);
    kernel.facts = facts;
    let balance = 100;
    for (const name of ['Ann', 'Ben']) {
      void kernel.spawn(name, async (task) => {
        const clock = new KernelClock(kernel, task);
        await clock.sleep(1_000);
        kernel.touchKey('balance', 'read', 'joint account');
        const seen = balance;
        await clock.sleep(5_000);
        kernel.touchKey('balance', 'write', 'joint account');
        balance = seen - 30;
      });
    }
    await kernel.run();
    return balance;
  },
};

const found = await engine.exploreExhaustively(withdrawals);
for (const { name, classes, example } of found.components[0]!.outcomes.values()) {
  console.log(`${name} in ${classes} of ${found.classes} classes, for instance:`);
  for (const key of example.keys) console.log(`  ${withdrawals.labelOf(key)}`);
}
