// Which errors of SQLite come from what PostgreSQL has and SQLite does not. The names are of what runs in the page:
// types and functions of extensions are not among them.

/** @import { RaisedError } from "../../../types/runtime" */

const RANGES = "(int4|int8|num|ts|tstz|date)(multi)?range";
const TYPES = `array|bit|bytea|cidr|domain|inet|interval|jsonb|macaddr8?|money|oid|reg\\w+|${RANGES}|tsquery|tsvector`;
const FUNCTIONS = `
  gen_random_uuid uuidv4 uuidv7 now clock_timestamp statement_timestamp transaction_timestamp age date_bin date_part
  date_trunc extract make_(date|interval|time|timestamp|timestamptz) to_(char|date|json|jsonb|number|timestamp)
  to_ts(query|vector) plainto_tsquery phraseto_tsquery websearch_to_tsquery ts_\\w+ setweight array_\\w+ cardinality
  unnest generate_series generate_subscripts string_to_array any all every bool_(and|or) bit_(and|or|xor) jsonb_\\w+
  json_(agg|build_array|build_object|object_agg|array_elements|array_elements_text|each_text|object_keys|typeof)
  json_(populate_record|populate_recordset|to_record|to_recordset|strip_nulls|extract_path|extract_path_text)
  row_to_json regexp_\\w+ split_part initcap lpad rpad repeat reverse translate md5 sha(224|256|384|512) encode decode
  greatest least random_normal width_bucket corr covar_\\w+ regr_\\w+ stddev(_pop|_samp)? var(iance|_pop|_samp)
  percentile_(cont|disc) mode nextval currval setval lastval pg_\\w+ ${RANGES}
`
  .trim()
  .split(/\s+/)
  .join("|");

/** Each with what stands in the error's own lines, or in its statement. */
const KINDS = [
  new RegExp(`SQLiteTypeCompiler .*can't render element of type (${TYPES})$`, "im"),
  /SQLiteCompiler .*can't render element of type <class 'sqlalchemy\.dialects\.postgresql\./,
  new RegExp(`\\(sqlite3\\.\\w+\\) (no such|unknown) function: (${FUNCTIONS})\\b`, "i"),
  /\(sqlite3\.\w+\) unrecognized token: ":"\n(.|\n)*::[a-z]/i,
  /\(sqlite3\.\w+\) unrecognized token: "@"\n(.|\n)*(@>|<@|@@)/,
  /\(sqlite3\.\w+\) near "(ilike|type|schema|similar)": syntax error/i,
  /\(sqlite3\.\w+\) near "'[^']*'": syntax error\n(.|\n)*\binterval '/i,
  /\(sqlite3\.\w+\) near "\w+": syntax error\n(.|\n)*\blateral\b/i,
  /\(sqlite3\.\w+\) near "on": syntax error\n(.|\n)*\bdistinct on\b/i,
];

/**
 * Whether an error of a run on SQLite would not be one on PostgreSQL.
 * @param {RaisedError} error
 */
export function needsPostgresql({ message }) {
  return KINDS.some((kind) => kind.test(message.slice(0, 20_000)));
}
