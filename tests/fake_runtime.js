// Stands in for theme/assets/run/runtime.js in tests of what surrounds it: it runs nothing, notes what it was asked for in
// `fake.jobs` and `fake.starts`, and answers as the test has written into `fake.answers`, the last one again and again:
// {progress: [{loaded, total}], output: [text], hold: true (until stopped), pause: milliseconds, fail: reason, result}.

window.fake ??= {};
const { fake } = window;
fake.jobs = [];
fake.starts = 0;
fake.stops = 0;

let stopNow = () => {};

export const size = (database) => (database === "postgresql" ? (fake.postgresql ?? 3_900_000) : 8_100_000);

export function start() {
  fake.starts += 1;
}

export function stop() {
  fake.stops += 1;
  stopNow();
}

export async function run(job, { onOutput, onProgress }) {
  fake.jobs.push(job);
  const answer = fake.answers.length > 1 ? fake.answers.shift() : fake.answers[0];
  const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  for (const progress of answer.progress ?? []) {
    onProgress(progress);
    await wait(answer.pause ?? 0);
  }
  if (answer.fail) throw Object.assign(new Error("failed"), { reason: answer.fail });
  for (const text of answer.output ?? []) {
    onOutput(text);
    await wait(answer.pause ?? 0);
  }
  const ending = { status: "done", html: null, diagram: null, error: null, milliseconds: 84.2 };
  if (answer.hold) {
    await new Promise((resolve) => (stopNow = resolve));
    return { ...ending, status: "stopped" };
  }
  const result = { ...ending, ...answer.result };
  const named = (text) => (typeof text === "string" ? text.replaceAll("UID", job.uid) : text);
  return { ...result, html: named(result.html), diagram: named(result.diagram) };
}
