-- Recomputing the running clocks of open cases: after a changed period, or when a year's holidays are published. A job goes through
-- the cases by id and remembers how far it is, so that any worker can go on; a case done twice is changed once.
create table recompute_job (
  district     text        not null,
  -- rule:<key>@<Idempotency-Key> or holidays:<hash of the tables>: asked for twice, done once
  id           text        not null,
  kind         text        not null check (kind in ('rule', 'holidays')),
  -- the deadline row; null for holidays
  key          text,
  source       text        not null,
  requested_by text        not null,
  requested_at timestamptz not null,
  -- last case worked
  after        uuid,
  changed      int         not null default 0,
  failed       int         not null default 0,
  finished_at  timestamptz,
  primary key (district, id),
  check ((kind = 'rule') = (key is not null))
);
create index recompute_job_open on recompute_job (district, requested_at) where finished_at is null;

-- The job walks the clocks of one row by case; the list of rows counts them.
create index deadline_by_rule_case on deadline (district, rule, case_id);
drop index deadline_by_rule;
