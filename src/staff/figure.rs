//! Numbers as they may be shown. A small count could point at somebody, so
//! none under five leaves these pages, in words, in a chart or in a file.

/// The smallest count that is told.
const LEAST: i64 = 5;

/// A count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Figure(pub(super) i64);

impl Figure {
    /// For a table.
    pub(super) fn words(self) -> String {
        if self.is_small() { "fewer than 5".to_owned() } else { self.0.to_string() }
    }

    /// For a spreadsheet.
    pub(super) fn cell(self) -> String {
        if self.is_small() { "<5".to_owned() } else { self.0.to_string() }
    }

    /// For a chart: all small counts look alike.
    pub(super) fn drawn(self) -> i64 {
        if self.is_small() { LEAST / 2 } else { self.0 }
    }

    /// All of them together. Where a part is too small to be told, the whole
    /// tells no more than the others: it would give the small one away.
    pub(super) fn total(parts: &[Self]) -> Total {
        let told = parts.iter().filter(|part| !part.is_small()).map(|part| part.0).sum();
        Total { told, more: parts.iter().any(|part| part.is_small()) }
    }

    fn is_small(self) -> bool {
        self.0 > 0 && self.0 < LEAST
    }
}

/// A sum of counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Total {
    told: i64,
    more: bool,
}

impl Total {
    /// For a table.
    pub(super) fn words(self) -> String {
        match (self.more, self.told) {
            (false, told) => Figure(told).words(),
            (true, 0) => "a few".to_owned(),
            (true, told) => format!("more than {told}"),
        }
    }

    /// For a spreadsheet.
    pub(super) fn cell(self) -> String {
        if self.more { format!(">{}", self.told) } else { Figure(self.told).cell() }
    }

    /// For a chart.
    pub(super) fn drawn(self) -> Figure {
        Figure(self.told + if self.more { LEAST / 2 } else { 0 })
    }
}

/// One bar of a chart, in the chart's own units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bar {
    pub(super) label: String,
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) width: i64,
    pub(super) height: i64,
    pub(super) words: String,
}

/// The size of a chart.
pub(super) const WIDTH: i64 = 960;
pub(super) const HEIGHT: i64 = 200;

/// Bars side by side, the largest as high as the chart.
pub(super) fn bars(figures: &[(String, Figure)]) -> Vec<Bar> {
    let largest = figures.iter().map(|(_, figure)| figure.drawn()).max().unwrap_or(0).max(1);
    let step = WIDTH / i64::try_from(figures.len().max(1)).unwrap_or(WIDTH).max(1);
    figures
        .iter()
        .zip(0..)
        .map(|((label, figure), nth)| {
            let height = figure.drawn() * HEIGHT / largest;
            Bar {
                label: label.clone(),
                x: nth * step,
                y: HEIGHT - height,
                width: (step - 2).max(1),
                height,
                words: format!("{label}: {}", figure.words()),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_count_under_five_is_told_anywhere() {
        for (count, words, cell) in [(0, "0", "0"), (1, "fewer than 5", "<5"), (4, "fewer than 5", "<5"), (5, "5", "5")]
        {
            assert_eq!((Figure(count).words().as_str(), Figure(count).cell().as_str()), (words, cell));
        }
        let heights: Vec<i64> =
            bars(&[1, 4, 10].map(|count| (String::new(), Figure(count)))).iter().map(|bar| bar.height).collect();
        assert_eq!(heights[0], heights[1], "a chart does not tell them apart either");
        assert_eq!(heights[2], HEIGHT);
        assert!(bars(&[]).is_empty());
    }

    #[test]
    fn a_sum_does_not_give_a_small_part_away() {
        for (parts, words, cell) in [
            (&[12, 0, 5][..], "17", "17"),
            (&[12, 3], "more than 12", ">12"),
            (&[2, 1], "a few", ">0"),
            (&[0, 0], "0", "0"),
        ] {
            let parts: Vec<Figure> = parts.iter().copied().map(Figure).collect();
            let total = Figure::total(&parts);
            assert_eq!((total.words().as_str(), total.cell().as_str()), (words, cell), "{parts:?}");
        }
    }
}
