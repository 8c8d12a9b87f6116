import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { dumpSchema } from './schema-dump.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.end())

test('server/schema.sql is what the migrations make of an empty database (npm run generate)', async () => {
  const committed = readFileSync(new URL('../../schema.sql', import.meta.url), 'utf8')
  expect(await dumpSchema(database.pool)).toBe(committed)
})

test('the dump is the same twice and says everything: made again from it, the schema dumps the same', async () => {
  const other = await testDatabase()
  try {
    // Without the house's tables: their functions and foreign keys need not stand in an order that can be replayed.
    await other.pool.query('drop schema public cascade; create schema public')
    await other.pool.query(`
      create extension pg_trgm;
      create type mood as enum ('calm', 'cross');
      create table zoo (district text not null, id bigint generated always as identity, mood mood default 'calm',
        loud text generated always as (upper(district)) stored, primary key (district, id), unique (district, mood), check (id > 0));
      create index zoo_loud on zoo (loud) where mood = 'cross';
      comment on table zoo is 'it''s a zoo';
      comment on column zoo.loud is 'shouted';
      alter table zoo enable row level security;
      alter table zoo force row level security;
      create policy mine on zoo for select using (district = current_setting('x.district', true));
      create view calm as select id from zoo where mood = 'calm';
      create function twice(n int) returns int language sql immutable as $$ select n * 2 $$;
      create table zoo_cage (district text, zoo bigint, foreign key (district, zoo) references zoo (district, id))`)
    const dump = await dumpSchema(other.pool)
    expect(await dumpSchema(other.pool)).toBe(dump)
    for (const said of [
      `create type mood as enum ('calm', 'cross');`,
      `id       bigint not null generated always as identity`,
      `loud     text   generated always as (upper(district)) stored`,
      'PRIMARY KEY (district, id)',
      'constraint zoo_district_mood_key UNIQUE (district, mood)',
      `comment on table zoo is 'it''s a zoo';`,
      'alter table zoo force row level security;',
      `create policy mine on zoo as permissive for select to public using ((district = current_setting('x.district'::text, true)));`,
      'CREATE INDEX zoo_loud ON zoo (loud) WHERE',
      'create view calm as',
      'CREATE OR REPLACE FUNCTION twice(n integer)',
      'FOREIGN KEY (district, zoo) REFERENCES zoo(district, id)',
    ])
      expect(dump).toContain(said)
    await other.pool.query('drop schema public cascade; create schema public')
    await other.pool.query(dump)
    expect(await dumpSchema(other.pool)).toBe(dump)
  } finally {
    await other.end()
  }
})
