// What browsers have and TypeScript's own types lack.

interface NetworkInformation {
  /** Whether the reader asks sites to load less. */
  saveData?: boolean;
}

interface Navigator {
  /** Not in all browsers. */
  connection?: NetworkInformation;
}
