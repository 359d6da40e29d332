import { NO_PLACES, type ScenarioPlaces } from '../formats/index.js';
import { placesInScenario } from '../scenario/index.js';
import type { Io } from './io.js';
import { readScenarioFile } from './scenario-file.js';

/** Where signals and expectations of a scenario stand in its file, read once; a file that is gone has no places. */
export function scenarioPlaces(io: Io): (path: string) => ScenarioPlaces {
  const known = new Map<string, ScenarioPlaces>();
  return (path) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const places = placesOf(path, io);
    known.set(path, places);
    return places;
  };
}

function placesOf(path: string, io: Io): ScenarioPlaces {
  try {
    return placesInScenario(readScenarioFile(path, io).text);
  } catch {
    // A report of a saved tape may be made where its scenario is not: only line numbers are lost.
    return NO_PLACES;
  }
}
