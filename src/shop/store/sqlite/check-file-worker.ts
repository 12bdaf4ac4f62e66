import { parentPort, workerData } from 'node:worker_threads';
import { checkFile, DamagedFileError } from './check-file.ts';

parentPort?.postMessage(answer(String(workerData)));

/** The class of an error does not pass between threads: its contents do. */
function answer(path: string) {
  try {
    return checkFile(path);
  } catch (error) {
    if (error instanceof DamagedFileError) return { problems: error.problems };
    throw error;
  }
}
