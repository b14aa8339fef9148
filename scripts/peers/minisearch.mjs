// MiniSearch with fuzzy and prefix search for words of more than three letters,
// as its own documentation shows it.
// Started as the other peers are (answering.py): MINISEARCH TEXTS LAYOUT, where
// MINISEARCH comes from the environment, since it is installed outside this folder.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const MiniSearch = createRequire(process.env.PEER_NODE_MODULES)("minisearch");
const SHOWN = 3;
// For all words alike, "i" and "am" would find nearly everything: on `tune` half as many came first.
const isLong = (word) => word.length > 3;

const [path, layout] = process.argv.slice(2);
const services = JSON.parse(readFileSync(path, "utf8"));
const documents = services.flatMap(({ id, name, summary, questions }) =>
  layout === "service"
    ? [{ service: id, name, summary, questions: questions.join("\n") }]
    : [{ service: id, name, summary }, ...questions.map((question) => ({ service: id, questions: question }))],
);
const index = new MiniSearch({
  fields: ["name", "summary", "questions"],
  storeFields: ["service"],
  searchOptions: { fuzzy: (word) => (isLong(word) ? 0.2 : null), prefix: isLong },
});
index.addAll(documents.map((document, id) => ({ id, ...document })));

// The first three services, each by its best text.
function search(question) {
  const scores = new Map();
  for (const { service, score } of index.search(question)) {
    if (!scores.has(service)) scores.set(service, score);
    if (scores.size === SHOWN) break;
  }
  return [...scores].map(([id, score]) => ({ id, score }));
}

for await (const line of createInterface({ input: process.stdin })) {
  const started = process.hrtime.bigint();
  let services;
  try {
    services = search(line);
  } catch (error) {
    // By its kind alone: the message may hold the question, which may be a sealed one.
    console.error(`minisearch.mjs: ${error.name}`);
    process.exit(1);
  }
  const micros = Number(process.hrtime.bigint() - started) / 1000;
  console.log(JSON.stringify({ services, micros }));
}
