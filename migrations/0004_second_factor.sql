-- The second factor of a staff account: a code from an app, after the password.
-- Never edit this file once it has been released: add another.

-- The app's secret is made from the installation's own secret and `salt`, and
-- stands nowhere. `confirmed` is when a code was entered for the first time:
-- until then nothing is asked for. `last_step` is the last step of 30 seconds
-- whose code was taken: none is taken twice.
create table staff_second_factors (
    account text primary key not null,
    salt text not null,
    begun bigint not null,
    confirmed bigint,
    last_step bigint not null
);

-- SHA-256 of account and code. A code that was used is no longer here.
create table staff_recovery_codes (
    account text not null,
    code text not null,
    primary key (account, code)
);
