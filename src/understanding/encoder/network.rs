//! The network itself: tokens in, unit vectors out.

use std::sync::Arc;

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor};

use super::vector::{SIZE, Vector};

/// A loaded network with the ids of its inputs and outputs.
pub(super) struct Network {
    model: Model,
    tokens: NodeId,
    mask: NodeId,
    kinds: NodeId,
    output: NodeId,
}

impl std::fmt::Debug for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Network")
    }
}

/// What is wrong with a model, for the log.
#[derive(Debug, thiserror::Error)]
pub(super) enum NetworkError {
    /// It does not load.
    #[error("it does not load: {0}")]
    Load(String),
    /// It loads and does not run.
    #[error("it does not run: {0}")]
    Run(String),
}

impl Network {
    /// From the bytes of the ONNX file.
    pub(super) fn load(bytes: Vec<u8>) -> Result<Self, NetworkError> {
        // The weights in the order in which they are multiplied, once: a message is
        // so short that putting them in order costs as much as multiplying.
        let mut options = ModelOptions::with_all_ops();
        options.prepack_weights(true);
        let model = options.load(bytes).map_err(|error| NetworkError::Load(error.to_string()))?;
        let id = |name| node(&model, name);
        let (tokens, mask, kinds) = (id("input_ids")?, id("attention_mask")?, id("token_type_ids")?);
        let output = id("last_hidden_state")?;
        Ok(Self { model, tokens, mask, kinds, output })
    }

    /// One vector a text: the mean over its own tokens, padding left out. A
    /// sentence beside a text twice as long runs by itself: padding costs as
    /// much as words.
    pub(super) fn run(&self, batch: &[Vec<i32>], pool: &Arc<ThreadPool>) -> Result<Vec<Vector>, NetworkError> {
        let longest = batch.iter().map(Vec::len).max().unwrap_or_default();
        let (short, long): (Vec<_>, Vec<_>) = batch.iter().enumerate().partition(|(_, text)| text.len() * 2 <= longest);
        let mut made: Vec<(usize, Vector)> = Vec::with_capacity(batch.len());
        for part in [short, long].into_iter().filter(|part| !part.is_empty()) {
            let (places, texts): (Vec<usize>, Vec<&[i32]>) =
                part.into_iter().map(|(at, text)| (at, text.as_slice())).unzip();
            made.extend(places.into_iter().zip(self.run_padded(&texts, pool)?));
        }
        made.sort_by_key(|(at, _)| *at);
        Ok(made.into_iter().map(|(_, vector)| vector).collect())
    }

    fn run_padded(&self, batch: &[&[i32]], pool: &Arc<ThreadPool>) -> Result<Vec<Vector>, NetworkError> {
        let longest = longest(batch);
        let shape = [batch.len(), longest];
        let padded = |of: &dyn Fn(&[i32], usize) -> i32| {
            let values = batch.iter().flat_map(|text| (0..longest).map(|at| of(text, at)).collect::<Vec<_>>());
            NdTensor::from_data(shape, values.collect::<Vec<i32>>())
        };
        let inputs = vec![
            (self.tokens, padded(&|text, at| text.get(at).copied().unwrap_or_default()).into()),
            (self.mask, padded(&|text, at| i32::from(at < text.len())).into()),
            (self.kinds, padded(&|_, _| 0).into()),
        ];
        let mut options = RunOptions::default();
        options.thread_pool = Some(Arc::clone(pool));
        let [states] = self.model.run_n(inputs, [self.output], Some(options)).map_err(|error| run(&error))?;
        means(states, batch)?
            .iter()
            .map(|mean| Vector::of(mean).ok_or_else(|| NetworkError::Run("it gave no numbers".to_owned())))
            .collect()
    }
}

fn longest(batch: &[&[i32]]) -> usize {
    batch.iter().map(|text| text.len()).max().unwrap_or_default()
}

fn node(model: &Model, name: &str) -> Result<NodeId, NetworkError> {
    model.node_id(name).map_err(|error| NetworkError::Load(error.to_string()))
}

fn run(error: &dyn std::fmt::Display) -> NetworkError {
    NetworkError::Run(error.to_string())
}

/// Of each text the sum of the rows that are its own tokens, which has the
/// direction of their mean.
fn means(states: Value, batch: &[&[i32]]) -> Result<Vec<Vec<f32>>, NetworkError> {
    let longest = longest(batch);
    let states: Tensor<f32> = states.try_into().map_err(|error| run(&error))?;
    let states = states.to_vec();
    let mean = |(text, states): (&&[i32], &[f32])| {
        let mut sums = vec![0.0_f32; SIZE];
        for row in states.chunks(SIZE).take(text.len()) {
            sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
        sums
    };
    Ok(batch.iter().zip(states.chunks(longest.max(1) * SIZE)).map(mean).collect())
}
