-- The people who keep the knowledge true, and what they did. Young people are
-- in none of these tables: groups of questions hold counts, dates and words
-- that staff wrote. Times are Unix milliseconds, days `YYYY-MM-DD`, flags 0 or 1.
-- Never edit this file once it has been released: add another.

-- `sign_in` is the name in lower case; `password` an argon2id string; `link`
-- the SHA-256 of a one-time link, which sets the password until `link_until`.
create table staff_accounts (
    id text primary key not null,
    sign_in text not null unique,
    name text not null,
    role text not null,
    password text,
    link text,
    link_until bigint,
    created bigint not null,
    disabled integer not null
);
create index staff_accounts_link on staff_accounts (link);

-- `token` is the SHA-256 of what the browser holds.
create table staff_sessions (
    token text primary key not null,
    account text not null,
    csrf text not null,
    created bigint not null,
    last_seen bigint not null
);
create index staff_sessions_account on staff_sessions (account);

-- Everything that staff do. Rows are added and never changed.
create table staff_audit (
    id text primary key not null,
    at bigint not null,
    by_account text,
    by_name text not null,
    action text not null,
    subject text not null,
    detail text not null
);
create index staff_audit_at on staff_audit (at);

-- A group of questions that mean the same. `wording`, `label` and `reason` are
-- staff's own words; the young people's stand in `texts` and go with it.
create table gaps (
    id text primary key not null,
    state text not null,
    kind text,
    label text,
    wording text,
    reason text,
    service text,
    assigned text,
    seen_count bigint not null,
    first_seen bigint not null,
    last_seen bigint not null,
    fixed_at bigint
);
create index gaps_state on gaps (state);

-- Which group a kept text belongs to, as long as the text is kept.
create table gap_texts (
    text text primary key not null,
    gap text not null
);
create index gap_texts_gap on gap_texts (gap);

-- How often a group was asked on a day: its trend outlives its texts.
create table gap_days (
    gap text not null,
    day text not null,
    channel text not null,
    outcome text not null,
    seen_count bigint not null,
    primary key (gap, day, channel, outcome)
);

create table gap_notes (
    id text primary key not null,
    gap text not null,
    at bigint not null,
    by_name text not null,
    note text not null
);
create index gap_notes_gap on gap_notes (gap);

-- Reports of a wrong number up to `at` have been looked into.
create table numbers_seen (
    service text primary key not null,
    at bigint not null,
    by_name text not null
);

-- What is written and not yet published. `base` is the SHA-256 of the text
-- that it was begun from.
create table drafts (
    service text primary key not null,
    text text not null,
    base text not null,
    gap text,
    at bigint not null,
    by_name text not null
);

-- Every text that a service's file ever had.
create table versions (
    id text primary key not null,
    service text not null,
    at bigint not null,
    by_name text not null,
    why text not null,
    hash text not null,
    text text not null
);
create index versions_service on versions (service, at);
