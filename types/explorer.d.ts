// The explorer's data, assets/matrix/one-to-many.json: livedocs/matrix/render.py writes it.

export type Value = string | number | null;
/** What a row of a table holds, by column. */
export type Row = Record<string, Value>;

export interface Matrix {
  /** The values of each setting, by its name. */
  settings: Record<string, string[]>;
  /** Why a cell cannot be. */
  impossible: string[];
  /** Their titles, in the order of a cell's results. */
  databases: Record<string, string>;
  /** The older versions of SQLAlchemy. */
  older: string[];
  /** SQL. */
  texts: string[];
  results: Result[];
  /** The name of the outcome of each result. */
  outcomes: string[];
  models: string[];
  actions: string[];
  /** The rows of each table before the action. */
  before: Record<string, Row[]>;
  /** The parts of a script; `checks` is left out on `unchecked`. */
  script: Record<"head" | "engine" | "checks" | "rows" | "end", string>;
  /** The database whose checks of foreign keys are off. */
  unchecked: string;
  /** On which database the page runs what was run on one of them. */
  in_page: Record<string, string | undefined>;
  /** In the order of the product of the settings. A number is that of a reason in `impossible`. */
  cells: (number | Cell)[];
}

/** The number of the result on each database; `older` only where one of its results differs. */
export type Cell = [model: number, action: number, results: number[], ...older: number[][]];

export type Result = [
  error: [stage: string, type: string, message: string] | null,
  statements: Statement[],
  rows: Record<string, Value[][]> | null,
];

/** `count`: the rows that it changed, null where it changes none. */
export type Statement = [text: number, parameters: unknown[], count: number | null];
