// `npm run bench`: every bench in turn, or those named: `npm run bench -- explore`.
const BENCHES = ['explore', 'replay', 'serve', 'start', 'sweep'];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !BENCHES.includes(name));
if (unknown.length > 0) {
  console.error(`no bench of the name ${unknown.join(', ')}; there are ${BENCHES.join(', ')}`);
  process.exitCode = 2;
} else {
  for (const name of wanted.length > 0 ? wanted : BENCHES) {
    console.log(`\n== ${name}`);
    await import(`./${name}.js`);
  }
}
