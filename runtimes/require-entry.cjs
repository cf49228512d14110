/** ESM only is enough as long as CommonJS programs can load it. Writes its outcome as one line of JSON. */
const { PCO, PCOError } = require('tspco');

const works =
  typeof PCO === 'function' && new PCO({ token: 'token' }) instanceof PCO && PCOError.name === 'PCOError';
const name = 'CommonJS can require it';
console.log(JSON.stringify(works ? { name } : { name, problem: 'something else came back' }));
