"""Writes a trained sentence encoder as an ONNX file that is small and quick to run.

Weights and what they are multiplied with are whole numbers: bytes, of which a
weight uses seven bits. So no sum of products can run over on any processor, all
of them get the same answer, and a network takes a third of the memory. What is
multiplied is turned into bytes for each text by itself: a text beside another
one in the same call would be rounded as that one needs it.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

# No text is longer: src/understanding/encoder/tokens.rs cuts it.
LONGEST = 128
# The largest whole number that a weight becomes.
LARGEST = 63


class Graph:
    """Nodes and numbers, in the order in which they are written."""

    def __init__(self):
        self.nodes, self.numbers = [], []

    def put(self, name, value):
        value = np.asarray(value)
        self.numbers.append(numpy_helper.from_array(np.ascontiguousarray(value) if value.ndim else value, name))
        return name

    def do(self, kind, inputs, output, **how):
        self.nodes.append(helper.make_node(kind, inputs, [output] if isinstance(output, str) else output, **how))
        return output

    def normed(self, taken, output, weight, bias):
        names = [self.put(f"{output}.weight", weight), self.put(f"{output}.bias", bias)]
        return self.do("LayerNormalization", [taken, *names], output, axis=-1, epsilon=1e-12)

    def in_bytes(self, taken, size):
        """As bytes, each number by its `size`: the weights know of it."""
        even = self.do("Mul", [taken, self.put(f"{taken}.size", (1 / size).astype(np.float32))], f"{taken}.even")
        return self.do("DynamicQuantizeLinear", [even], [f"{taken}.bytes", f"{taken}.step", f"{taken}.zero"])

    def linear(self, taken, output, weight, bias):
        """`taken` as `in_bytes` gave it; a row of `weight` for each number that comes out."""
        taken_bytes, step, zero = taken
        scale = np.maximum(np.abs(weight).max(1), 1e-12) / LARGEST
        whole = np.round(weight / scale[:, None]).astype(np.int8)
        names = [self.put(f"{output}.weight", whole.T), zero, self.put(f"{output}.none", np.int8(0))]
        self.do("MatMulInteger", [taken_bytes, *names], f"{output}.whole")
        self.do("Cast", [f"{output}.whole"], f"{output}.number", to=TensorProto.FLOAT)
        self.do("Mul", [step, self.put(f"{output}.scale", scale.astype(np.float32))], f"{output}.unit")
        self.do("Mul", [f"{output}.number", f"{output}.unit"], f"{output}.product")
        return self.do("Add", [f"{output}.product", self.put(f"{output}.bias", bias)], output)


def begin(graph, state):
    """The vectors of the words, with their places."""
    words = state["words.weight"]
    scale = np.maximum(np.abs(words).max(1, keepdims=True), 1e-12) / 127
    graph.put("words.bytes", np.round(words / scale).astype(np.int8))
    graph.put("words.scale", scale.astype(np.float32))
    for part in ("bytes", "scale"):
        graph.do("Gather", [f"words.{part}", "input_ids"], f"found.{part}", axis=0)
    graph.do("Cast", ["found.bytes"], "found.number", to=TensorProto.FLOAT)
    graph.do("Mul", ["found.number", "found.scale"], "found")
    graph.put("places", state["positions.weight"][:LONGEST] + state["kinds.weight"][0])
    for name, number in (("first", 0), ("second", 1), ("third", 2)):
        graph.put(name, np.array([number], np.int64))
    graph.do("Shape", ["input_ids"], "shape")
    graph.do("Slice", ["shape", "second", "third", "first"], "length")
    graph.do("Slice", ["places", "first", "length", "first"], "place")
    graph.do("Add", ["found", "place"], "begun")
    # What is padding is never looked at.
    graph.do("Cast", ["attention_mask"], "seen", to=TensorProto.FLOAT)
    graph.do("Sub", [graph.put("one", np.float32(1)), "seen"], "padding")
    graph.do("Mul", ["padding", graph.put("never", np.float32(-1e9))], "unlikely")
    graph.do("Unsqueeze", ["unlikely", graph.put("heads_and_rows", np.array([1, 2], np.int64))], "mask")
    graph.put("heads", np.array([0, 0, 12, 32], np.int64))
    graph.put("joined", np.array([0, 0, 384], np.int64))
    graph.put("by_size", np.float32(1 / np.sqrt(32)))
    graph.put("root", np.float32(np.sqrt(2)))
    graph.put("half", np.float32(0.5))
    return graph.normed("begun", "layer", state["norm.weight"], state["norm.bias"])


def layer(graph, taken, name, state):
    """One layer; `state` holds its weights."""
    linear = lambda of, part, of_bytes: graph.linear(of_bytes, f"{name}.{of}", state[f"{part}.weight"], state[f"{part}.bias"])
    of_bytes = graph.in_bytes(taken, state["taken.size"])
    for part, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3])):
        linear(part, part, of_bytes)
        graph.do("Reshape", [f"{name}.{part}", "heads"], f"{name}.{part}.apart")
        graph.do("Transpose", [f"{name}.{part}.apart"], f"{name}.{part}.heads", perm=order)
    graph.do("MatMul", [f"{name}.query.heads", f"{name}.key.heads"], f"{name}.alike")
    graph.do("Mul", [f"{name}.alike", "by_size"], f"{name}.near")
    graph.do("Add", [f"{name}.near", "mask"], f"{name}.likely")
    graph.do("Softmax", [f"{name}.likely"], f"{name}.heed", axis=-1)
    graph.do("MatMul", [f"{name}.heed", f"{name}.value.heads"], f"{name}.heeded")
    graph.do("Transpose", [f"{name}.heeded"], f"{name}.rows", perm=[0, 2, 1, 3])
    graph.do("Reshape", [f"{name}.rows", "joined"], f"{name}.together")
    linear("spoken", "joined", graph.in_bytes(f"{name}.together", state["together.size"]))
    graph.do("Add", [f"{name}.spoken", taken], f"{name}.heard")
    middle = graph.normed(f"{name}.heard", f"{name}.middle", state["first_norm.weight"], state["first_norm.bias"])
    linear("wide", "wide", graph.in_bytes(middle, state["middle.size"]))
    graph.do("Div", [f"{name}.wide", "root"], f"{name}.wide.part")
    graph.do("Erf", [f"{name}.wide.part"], f"{name}.wide.erf")
    graph.do("Add", [f"{name}.wide.erf", "one"], f"{name}.wide.gate")
    graph.do("Mul", [f"{name}.wide", f"{name}.wide.gate"], f"{name}.wide.gated")
    graph.do("Mul", [f"{name}.wide.gated", "half"], f"{name}.bent")
    linear("narrow", "narrow", graph.in_bytes(f"{name}.bent", state["bent.size"]))
    graph.do("Add", [f"{name}.narrow", middle], f"{name}.added")
    return graph.normed(f"{name}.added", f"{name}.out", state["second_norm.weight"], state["second_norm.bias"])


def write(state, layers, file):
    """`state` as the encoder of `train-encoder` holds it, each a numpy array."""
    graph = Graph()
    taken = begin(graph, state)
    for at in range(layers):
        start = f"layers.{at}."
        own = {name[len(start) :]: value for name, value in state.items() if name.startswith(start)}
        taken = layer(graph, taken, f"layer.{at}", own)
    graph.do("Identity", [taken], "last_hidden_state")
    given = lambda name: helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])
    inputs = [given(name) for name in ("input_ids", "attention_mask")]
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["texts", "tokens", 384])
    whole = helper.make_graph(graph.nodes, "airt-encoder", inputs, [output], graph.numbers)
    model = helper.make_model(whole, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, file)
