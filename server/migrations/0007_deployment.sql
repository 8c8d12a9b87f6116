-- What this database serves. One row: a demo city, or the district that `fengqiao init` made.
create table deployment (
  district   text        not null,
  name_zh    text        not null,
  name_en    text        not null,
  demo       boolean     not null,
  created_at timestamptz not null default now(),
  primary key (district)
);
