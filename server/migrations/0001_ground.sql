-- The ground every noun stands on. Conventions: large tables carry `district` as the first column of every key, so
-- that the data can be spread over servers by district later; times are timestamptz; no triggers on large tables.

-- Trigrams index names and numbers, where word segmentation fails. The extension is trusted: the database's owner may
-- create it without being superuser.
create extension if not exists pg_trgm;

-- Written answers of requests that write. A client repeats its Idempotency-Key on a retry and gets this answer again
-- instead of a second effect; `fingerprint` tells a retry from another request that reuses the key.
create table reply (
  district    text        not null,
  actor       text        not null,
  key         text        not null,
  fingerprint text        not null,
  status      int         not null,
  body        jsonb,
  at          timestamptz not null default now(),
  primary key (district, actor, key)
);

-- Old answers are swept by age.
create index reply_at on reply (at);
