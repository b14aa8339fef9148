"""tantivy with its default settings: the default tokenizer, BM25, any word may match."""

import tantivy
from answering import DEPTH, answer_all, arguments, documents, words

FIELDS = ["name", "summary", "questions"]

builder = tantivy.SchemaBuilder()
builder.add_text_field("service", stored=True, tokenizer_name="raw")
for field in FIELDS:
    builder.add_text_field(field)
index = tantivy.Index(builder.build())
writer = index.writer()
for service, *texts in documents(*arguments()):
    writer.add_document(tantivy.Document(service=service, **dict(zip(FIELDS, texts, strict=True))))
writer.commit()
writer.wait_merging_threads()
index.reload()
searcher = index.searcher()


def search(question):
    query = index.parse_query(" ".join(words(question)), FIELDS)
    return [(searcher.doc(at)["service"][0], score) for score, at in searcher.search(query, DEPTH).hits]


answer_all(search)
