//! What staff have to look at: routes that are held back, hours in doubt,
//! beliefs without a source, reviews that fall due, and how hard each record
//! is to read. Data alone; whoever shows it finds the words.

use std::sync::Arc;

use chrono::NaiveDate;

use super::check::{due, reading_age};
use super::{Contact, ContactKind, Knowledge, Service, State};

/// One route of one service.
#[derive(Debug, Clone, Copy)]
pub struct RouteOf<'a> {
    /// Whose.
    pub service: &'a Service,
    /// Which.
    pub route: &'a Contact,
}

/// A belief that no source backs.
#[derive(Debug, Clone, Copy)]
pub struct Belief<'a> {
    /// About which service.
    pub service: &'a Service,
    /// About what of it: `cost`, `confidential` ...
    pub field: &'a str,
    /// What is believed.
    pub belief: &'a str,
}

/// Everything that staff have to look at. Each list has crisis lines first,
/// then the services by name.
#[derive(Debug, Default)]
pub struct Report<'a> {
    /// Numbers that are shown and that no member of staff has tried yet.
    pub to_ring: Vec<RouteOf<'a>>,
    /// Links, addresses and apps that are shown and not confirmed yet.
    pub to_open: Vec<RouteOf<'a>>,
    /// Routes that are kept back, with the reason in [`Contact::hold`].
    pub held: Vec<RouteOf<'a>>,
    /// Shown routes whose hours are in doubt, with [`Contact::hours_hold`].
    pub hours_in_doubt: Vec<RouteOf<'a>>,
    /// Records that young people do not see.
    pub hidden: Vec<&'a Service>,
    /// What is believed and not shown.
    pub beliefs: Vec<Belief<'a>>,
    /// Shown routes by the day on which their review is due.
    pub reviews: Vec<(NaiveDate, RouteOf<'a>)>,
    /// Reading ages, hardest first.
    pub reading: Vec<(f64, &'a Service)>,
    /// Routes that are shown.
    pub shown_routes: usize,
    /// Routes that a member of staff confirmed.
    pub confirmed_routes: usize,
}

impl Report<'_> {
    /// The reading age that half of the records do not exceed.
    pub fn median_reading_age(&self) -> Option<f64> {
        self.reading.get(self.reading.len() / 2).map(|(age, _)| *age)
    }
}

/// The report of a knowledge base.
pub fn report(knowledge: &Knowledge) -> Report<'_> {
    let mut services: Vec<&Service> = knowledge.services.values().map(Arc::as_ref).collect();
    services.sort_by_key(|service| (!service.crisis, service.name.to_lowercase()));
    let mut report = Report::default();
    for service in services {
        for route in &service.contacts {
            report.add_route(RouteOf { service, route });
        }
        if service.state != State::Show {
            report.hidden.push(service);
        }
        for (field, belief) in &service.unverified {
            report.beliefs.push(Belief { service, field, belief });
        }
        report.reading.push((reading_age(service), service));
    }
    report.reviews.sort_by_key(|(due, _)| *due);
    report.reading.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    report
}

impl<'a> Report<'a> {
    fn add_route(&mut self, of: RouteOf<'a>) {
        let RouteOf { service, route } = of;
        self.confirmed_routes += usize::from(route.confirmed.is_some());
        if route.hold.is_some() {
            self.held.push(of);
            return;
        }
        if route.hours_hold.is_some() {
            self.hours_in_doubt.push(of);
        }
        if service.state != State::Show {
            return;
        }
        self.shown_routes += 1;
        self.reviews.push((due(service, route), of));
        if route.confirmed.is_none() {
            let list = if is_rung(route.kind) { &mut self.to_ring } else { &mut self.to_open };
            list.push(of);
        }
    }
}

/// Whether one tries it with a telephone.
fn is_rung(kind: ContactKind) -> bool {
    matches!(kind, ContactKind::Phone | ContactKind::Text | ContactKind::Whatsapp)
}
