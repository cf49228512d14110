import { RecordingsError } from './recordings.js';

/** Runs a program, and ends with 2 when it was not asked for anything that it could do. @param {() => Promise<void>} main */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof RecordingsError) && !String(error.code).startsWith('ERR_PARSE_ARGS')) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
