-- What staff were told by letter, so that nobody is told twice. `what` is a
-- week or a group, never a text. Never edit this file once it has been
-- released: add another.
create table staff_told (
    what text primary key not null,
    at bigint not null
);

-- Figures are counted over months of events: from this index alone, since
-- reading each row for it takes four times as long.
create index events_figures on events (kind, at, outcome, hour, channel, services, helpful);
