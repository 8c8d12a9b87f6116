-- A demo whose loading was cut off has no loaded_at: the next start wipes it and loads it again. `fengqiao init` writes a
-- deployment in one transaction, so that it is whole or absent.
alter table deployment add column loaded_at timestamptz default now();

-- Keyed hash of the district under the root key: a process with another keys/root.key sees that it cannot read this database.
alter table deployment add column key_check text;
