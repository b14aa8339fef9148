//! Screening apart from a turn: for texts that were kept, and screened by
//! rules that have changed since.

use sha2::{Digest, Sha256};

use super::airt::Airt;
use super::reply::Raised;

impl Airt {
    /// The concerns that a text raises, the strongest first.
    pub fn concerns(&self, text: &str) -> Vec<Raised> {
        let concerns = self.parts.screen.screen(text);
        concerns.into_iter().map(|concern| Raised { id: concern.id, level: concern.level }).collect()
    }

    /// By what texts are screened: the same for two snapshots that screen
    /// alike, another once a rule, a word, the program or the encoder changes.
    pub fn screens_by(&self) -> String {
        let knowledge = &self.parts.knowledge;
        let mut hash = Sha256::new();
        hash.update(env!("CARGO_PKG_VERSION"));
        hash.update([u8::from(self.has_encoder())]);
        for concern in &knowledge.concerns {
            hash.update(&concern.id);
            hash.update(concern.text.as_bytes());
        }
        hash.update(format!("{:?}", knowledge.safety_words));
        data_encoding::HEXLOWER.encode(&hash.finalize())
    }
}
