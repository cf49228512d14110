import { parseArgs } from 'node:util';
import { CHAPTERS } from './chapters/index.js';
import { printFacts, printScenarios, Report } from './program/print.js';
import { UsageError } from './program/usage-error.js';
import { askEmulator, askService } from './program/run.js';

const HELP = `Plays scenarios of how Planning Center behaves, and says where it does otherwise.

npm run scenarios -- [options]

Without --real each scenario asks a fresh emulator.

--real         ask the real service, with the credentials in PCO_APPLICATION_ID and PCO_SECRET, or PCO_TOKEN, or
               both; PCO_CC_NAME for Church Center; PCO_API_BASE and PCO_UPLOAD_URL for other addresses. Reads only
--write        with --real: also play the scenarios that create records. They change and delete only these
--exhaust      with --real: also those that use up the rate limit
--only TEXT    play only scenarios with this text in their name or chapter; can be repeated
--list         print the scenarios and what they need, and play none
--facts        print what is known and which scenarios show it, and play none
--verbose      also print what was as it should be
--help         print this text

Exits with 0 when nothing differs, 1 when something does or a record could not be deleted, 2 when nothing could be
asked.`;

const OPTIONS = /** @type {const} */ ({
  real: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  exhaust: { type: 'boolean', default: false },
  only: { type: 'string', multiple: true, default: [] },
  list: { type: 'boolean', default: false },
  facts: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
});

async function main() {
  const options = readOptions();
  if (options.help) return console.log(HELP);
  const chapters = chosen(options.only);
  if (options.facts) return printFacts(chapters);
  if (options.list) return printScenarios(chapters);
  const report = new Report({ verbose: options.verbose });
  if (options.real) await askService(chapters, report, { env: process.env, ...options });
  else await askEmulator(chapters, report);
  process.exitCode = report.finish();
}

function readOptions() {
  let options;
  try {
    options = parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(`${error.message} See --help.`);
  }
  const needReal = ['write', 'exhaust'].find((name) => options[name] && !options.real);
  if (needReal)
    throw new UsageError(`--${needReal} is for the real service; an emulator is always asked everything.`);
  return options;
}

function chosen(texts) {
  const fits = (text) => texts.some((one) => text.toLowerCase().includes(one.toLowerCase()));
  const chapters = CHAPTERS.map(({ scenarios, ...chapter }) =>
    Object.assign(chapter, {
      scenarios: scenarios.filter(({ name }) => texts.length === 0 || fits(name) || fits(chapter.title)),
    }),
  ).filter(({ scenarios }) => scenarios.length > 0);
  if (chapters.length === 0)
    throw new UsageError(`No scenario has ${texts.join(' or ')} in its name. See --list.`);
  return chapters;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
