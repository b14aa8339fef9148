//! The numbers of the ranking, in one place. `docs/retrieval.md` says how each
//! was found; all were fitted on `tests/questions/tune.jsonl` alone.

/// The BM25 score at which words alone are half convincing.
pub(super) const HALF_OF_BM25: f32 = 20.0;
/// What shared words add at most.
pub(super) const WORDS: f32 = 0.08;
/// The share of the best text in a service's likeness; the rest is the mean
/// of its [`NEAREST`] best: one lucky sample question should not decide.
pub(super) const BEST_TEXT: f32 = 0.2;
/// How many texts of a service count.
pub(super) const NEAREST: usize = 10;

/// What a name adds that is said in passing and is an ordinary word too.
pub(super) const ORDINARY_NAME: f32 = 0.02;
/// What a name adds that is nothing but a name, said in passing: "camhs
/// dropped me" is not a question for CAMHS.
pub(super) const NAMED_IN_PASSING: f32 = 0.05;
/// What a name of several words adds, said in passing.
pub(super) const NAMED_IN_FULL: f32 = 0.10;
/// The score of a service that was asked for by name.
pub(super) const NAMED: f32 = 0.97;

/// The score of a service that has the message among its sample questions:
/// only a name says more.
pub(super) const ASKED: f32 = 0.9;

/// Serving somebody else than who asks.
pub(super) const OTHER_AUDIENCE: f32 = -0.06;
/// Not reaching the place that was named.
pub(super) const OTHER_AREA: f32 = -0.25;
/// Serving just the place that was named.
pub(super) const SAME_AREA: f32 = 0.04;

/// How much being like what no service answers counts against all services.
pub(super) const DECOY: f32 = 0.5;
/// The margin from which the first service is the answer.
pub(super) const SURE: f32 = 0.30;
/// The margin from which services are offered as "is it one of these?".
pub(super) const UNSURE: f32 = 0.20;
/// The same two by words alone, while there are no vectors.
pub(super) const SURE_BY_WORDS: f32 = 0.55;
/// See [`SURE_BY_WORDS`].
pub(super) const UNSURE_BY_WORDS: f32 = 0.30;
/// A service is shown with the first when it comes so near to it.
pub(super) const NEARLY_AS_GOOD: f32 = 0.10;
