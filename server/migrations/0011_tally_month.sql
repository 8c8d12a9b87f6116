-- The statistics again, by month: a question about years reads months, and days only at its two ends. Written with the days, in the
-- same transaction; `fengqiao fsck` holds them to the sum of their days.
create table tally_month (
  district  text   not null,
  procedure text   not null,
  measure   text   not null,
  unit      text   not null,
  place     text   not null,
  -- the first day of the month
  month     date   not null,
  bucket    int    not null default 0,
  n         bigint not null,
  primary key (district, procedure, measure, month, unit, place, bucket)
);
insert into tally_month (district, procedure, measure, unit, place, month, bucket, n)
select district, procedure, measure, unit, place, date_trunc('month', day)::date, bucket, sum(n) from tally group by 1, 2, 3, 4, 5, 6, 7;
