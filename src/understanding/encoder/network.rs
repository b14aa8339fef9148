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
        let (tokens, mask) = (id("input_ids")?, id("attention_mask")?);
        let output = id("last_hidden_state")?;
        Ok(Self { model, tokens, mask, output })
    }

    /// One vector a text, each run by itself: the network turns a text's numbers
    /// into bytes by their range, and beside another text they would be rounded
    /// as that one needs it. So a text means the same in any company.
    pub(super) fn run(&self, texts: &[Vec<i32>], pool: &Arc<ThreadPool>) -> Result<Vec<Vector>, NetworkError> {
        texts.iter().map(|tokens| self.run_one(tokens, pool)).collect()
    }

    fn run_one(&self, tokens: &[i32], pool: &Arc<ThreadPool>) -> Result<Vector, NetworkError> {
        let row = |values: Vec<i32>| NdTensor::from_data([1, tokens.len()], values);
        let inputs = vec![(self.tokens, row(tokens.to_vec()).into()), (self.mask, row(vec![1; tokens.len()]).into())];
        let mut options = RunOptions::default();
        options.thread_pool = Some(Arc::clone(pool));
        let [states] = self.model.run_n(inputs, [self.output], Some(options)).map_err(|error| run(&error))?;
        Vector::of(&sum(states)?).ok_or_else(|| NetworkError::Run("it gave no numbers".to_owned()))
    }
}

fn node(model: &Model, name: &str) -> Result<NodeId, NetworkError> {
    model.node_id(name).map_err(|error| NetworkError::Load(error.to_string()))
}

fn run(error: &dyn std::fmt::Display) -> NetworkError {
    NetworkError::Run(error.to_string())
}

/// The sum of the rows, one a token, which has the direction of their mean.
fn sum(states: Value) -> Result<Vec<f32>, NetworkError> {
    let states: Tensor<f32> = states.try_into().map_err(|error| run(&error))?;
    let mut sums = vec![0.0_f32; SIZE];
    for row in states.to_vec().chunks(SIZE) {
        sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
    }
    Ok(sums)
}
