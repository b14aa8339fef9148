-- By which safety rules the kept texts were screened last: a hash, so that
-- they are screened again when the rules change and not at every start.
-- Never edit this file once it has been released: add another.
create table screened (
    rules text primary key not null,
    at bigint not null
);
