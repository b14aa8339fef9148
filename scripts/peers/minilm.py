"""The sentence encoder that Airt's own began as, run by onnxruntime: each service by its nearest text.

The vectors of the texts are kept beside the file of texts, by what they were
made from, so that only what changed is encoded again.
"""

import hashlib
import os
import sys
from pathlib import Path

import numpy
import onnxruntime
from answering import answer_all, arguments, documents
from tokenizers.implementations import BertWordPieceTokenizer

# Of a text, so much is read: the model's own default.
TOKENS = 256
BATCH = 32

models = Path(os.environ["PEER_MODELS"])
network = models / "model.onnx"
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = len(os.sched_getaffinity(0))
session = onnxruntime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
tokenizer = BertWordPieceTokenizer(str(models / "vocab.txt"), lowercase=True)
tokenizer.enable_truncation(TOKENS)
tokenizer.enable_padding()


def encode(texts):
    """One vector of length 1 a text: the mean over its tokens."""
    read = tokenizer.encode_batch(texts)
    mask = numpy.array([one.attention_mask for one in read], dtype=numpy.int64)
    tokens = {
        "input_ids": numpy.array([one.ids for one in read], dtype=numpy.int64),
        "attention_mask": mask,
        "token_type_ids": numpy.zeros_like(mask),
    }
    (states,) = session.run(["last_hidden_state"], tokens)
    means = (states * mask[:, :, None]).sum(axis=1)
    return (means / numpy.linalg.norm(means, axis=1, keepdims=True)).astype(numpy.float32)


def encode_all(texts, file):
    """The vectors of all texts, from the file where they are there."""
    model = hashlib.sha256(network.read_bytes()).hexdigest()
    keys = [hashlib.sha256(f"{model}{text}".encode()).hexdigest() for text in texts]
    known = {}
    if file.exists():
        with numpy.load(file) as kept:
            known = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))
    # Texts of about one length together: a batch is as long as its longest.
    missing = sorted((len(text), key, text) for key, text in zip(keys, texts, strict=True) if key not in known)
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        known.update(zip((key for _, key, _ in batch), encode([text for _, _, text in batch]), strict=True))
    vectors = numpy.stack([known[key] for key in keys])
    if missing:
        numpy.savez(file, keys=numpy.array(keys), vectors=vectors)
    return vectors


services, _ = arguments()
texts, owners = [], []
for place, service in enumerate(services):
    for _, name, summary, question in documents([service], "text"):
        texts.append(question or f"{name}. {summary}")
        owners.append(place)
vectors = encode_all(texts, Path(sys.argv[1]).with_name("vectors.npz"))
# Where each service's texts begin: they stand together.
starts = numpy.searchsorted(owners, range(len(services)))


def search(question):
    nearest = numpy.maximum.reduceat(vectors @ encode([question])[0], starts)
    first = numpy.argsort(-nearest, kind="stable")[:10]
    return [(services[place]["id"], float(nearest[place])) for place in first]


answer_all(search)
