-- What happened, in counts and in words that staff may read. There is no
-- column for a name, a number, an address or a raw chat id: what cannot be
-- written cannot leak. Times are Unix milliseconds, flags 0 or 1, lists JSON.
-- Never edit this file once it has been released: add another.

-- Live conversations. `key` is a keyed hash; `json` holds neither message nor id.
create table sessions (
    key text primary key not null,
    json text not null,
    last_seen bigint not null
);
create index sessions_last_seen on sessions (last_seen);

-- One row for each thing that happened. `hour` is the hour of the day in Scotland.
create table events (
    id text primary key not null,
    at bigint not null,
    hour integer not null,
    channel text not null,
    conversation text,
    kind text not null,
    outcome text,
    facet text,
    services text,
    concern text,
    level text,
    helpful integer
);
create index events_at on events (at);
create index events_conversation on events (conversation);

-- Questions that staff should read, redacted before they came here.
create table texts (
    id text primary key not null,
    event text not null,
    at bigint not null,
    delete_after bigint not null,
    channel text not null,
    conversation text not null,
    outcome text not null,
    text text not null
);
create index texts_delete_after on texts (delete_after);
create index texts_conversation on texts (conversation);

-- "This number is wrong".
create table wrong_numbers (
    id text primary key not null,
    at bigint not null,
    channel text not null,
    conversation text,
    service text not null
);
create index wrong_numbers_at on wrong_numbers (at);
