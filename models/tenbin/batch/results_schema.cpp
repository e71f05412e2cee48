#include "tenbin/batch/results_schema.hpp"

namespace tenbin::batch {

const char* const results_schema = R"sql(
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,            -- place in the set, from 1; runs that left the set come after it
  name TEXT NOT NULL UNIQUE,         -- of the member of the set
  in_set INTEGER NOT NULL,           -- 1; 0 if the last batch did not name it
  status TEXT NOT NULL CHECK (status IN ('waiting', 'done', 'failed', 'invalid')),
  error TEXT,                        -- of a failed or invalid one
  title TEXT,                        -- the scenario's name
  currency TEXT,                     -- of all amounts
  seed TEXT,                         -- 0 .. 2^64 - 1, more than an INTEGER of SQLite holds
  years INTEGER,                     -- simulated
  hash TEXT,                         -- SHA-256 of `input`; of `error` where the file could not be understood
  version TEXT,                      -- of tenbin
  build TEXT,                        -- commit, compiler, flags
  input TEXT);                       -- the scenario as understood, JSON on one line

CREATE TABLE changes (               -- of a grid: what the run changes in its base
  run INTEGER NOT NULL REFERENCES runs (id) ON UPDATE CASCADE ON DELETE CASCADE,
  number INTEGER NOT NULL,
  pointer TEXT NOT NULL,             -- JSON pointer
  value TEXT NOT NULL,               -- JSON
  PRIMARY KEY (run, number)) WITHOUT ROWID;

CREATE TABLE measures (
  run INTEGER NOT NULL REFERENCES runs (id) ON UPDATE CASCADE ON DELETE CASCADE,
  number INTEGER NOT NULL,
  subject TEXT NOT NULL,             -- ground_up, party/NAME, design/ID/...
  basis TEXT NOT NULL,               -- aep: the year's sum; oep: the year's largest event
  measure TEXT NOT NULL,             -- mean, sd, skewness, var, tvar, ...
  level REAL,                        -- of var and tvar
  value REAL,
  standard_error REAL,               -- NULL: cannot be told
  PRIMARY KEY (run, number)) WITHOUT ROWID;

CREATE TABLE exceedance (            -- loss exceeded once in return_period years
  run INTEGER NOT NULL REFERENCES runs (id) ON UPDATE CASCADE ON DELETE CASCADE,
  number INTEGER NOT NULL,
  subject TEXT NOT NULL,
  basis TEXT NOT NULL,
  return_period REAL NOT NULL,       -- years
  loss REAL,
  standard_error REAL,
  PRIMARY KEY (run, number)) WITHOUT ROWID;

CREATE TABLE parties (               -- who finally bears the loss before insurance
  run INTEGER NOT NULL REFERENCES runs (id) ON UPDATE CASCADE ON DELETE CASCADE,
  number INTEGER NOT NULL,
  party TEXT NOT NULL,
  expected_loss REAL,                -- a year
  standard_error REAL,
  share REAL,                        -- of the expected ground-up loss
  PRIMARY KEY (run, number)) WITHOUT ROWID;

CREATE TABLE designs (
  run INTEGER NOT NULL REFERENCES runs (id) ON UPDATE CASCADE ON DELETE CASCADE,
  number INTEGER NOT NULL,
  design TEXT NOT NULL,
  name TEXT NOT NULL,
  policies INTEGER NOT NULL,
  insurers_pay REAL,                 -- expected, a year
  insurers_pay_error REAL,
  insured_keep REAL,                 -- expected, a year
  insured_keep_error REAL,
  technical_premium REAL,            -- of all its policies; NULL if none is priced
  PRIMARY KEY (run, number)) WITHOUT ROWID;

CREATE TABLE prices (
  run INTEGER NOT NULL REFERENCES runs (id) ON UPDATE CASCADE ON DELETE CASCADE,
  number INTEGER NOT NULL,
  design TEXT NOT NULL,
  policy TEXT NOT NULL,
  product TEXT NOT NULL,
  insured TEXT NOT NULL,
  expected_claims REAL,
  expected_claims_error REAL,
  claims_expense REAL,
  risk_load REAL,
  capital TEXT NOT NULL,             -- behind the risk load: reference_book, stand_alone
  expense REAL,
  profit REAL,
  technical_premium REAL,
  technical_premium_error REAL,
  expected_loss_ratio REAL,
  expected_loss_ratio_error REAL,
  PRIMARY KEY (run, number)) WITHOUT ROWID;

CREATE TABLE differences (           -- a design minus the first design of its scenario, on the same events
  run INTEGER NOT NULL REFERENCES runs (id) ON UPDATE CASCADE ON DELETE CASCADE,
  number INTEGER NOT NULL,
  design TEXT NOT NULL,
  reference TEXT NOT NULL,
  subject TEXT NOT NULL,             -- insurer, insured
  measure TEXT NOT NULL,
  level REAL,
  value REAL,
  standard_error REAL,
  PRIMARY KEY (run, number)) WITHOUT ROWID;

CREATE TABLE audits (                -- what the audits tell of each AI system's quality
  run INTEGER NOT NULL REFERENCES runs (id) ON UPDATE CASCADE ON DELETE CASCADE,
  number INTEGER NOT NULL,
  deployment TEXT NOT NULL,
  method TEXT NOT NULL,
  score REAL,
  posterior_mean REAL,
  posterior_sd REAL,
  credibility REAL,
  refer INTEGER NOT NULL,            -- 1: a required item failed
  PRIMARY KEY (run, number)) WITHOUT ROWID;

CREATE TABLE timings (               -- the only table that differs between two batches of the same set
  run INTEGER PRIMARY KEY REFERENCES runs (id) ON UPDATE CASCADE ON DELETE CASCADE,
  seconds REAL NOT NULL);            -- from start to end of the run, beside the others that ran

CREATE VIEW figures AS
  SELECT runs.name, runs.title, runs.currency, measures.* FROM measures JOIN runs ON runs.id = measures.run;
CREATE VIEW curves AS
  SELECT runs.name, runs.title, runs.currency, exceedance.* FROM exceedance JOIN runs ON runs.id = exceedance.run;
CREATE VIEW premiums AS
  SELECT runs.name, runs.title, runs.currency, prices.* FROM prices JOIN runs ON runs.id = prices.run;
CREATE VIEW grid AS
  SELECT runs.name, changes.* FROM changes JOIN runs ON runs.id = changes.run;
CREATE VIEW failures AS
  SELECT id, name, status, error FROM runs WHERE status IN ('failed', 'invalid');
CREATE VIEW overview AS
  SELECT runs.id, runs.name, runs.in_set, runs.status, runs.title, runs.currency, runs.seed, runs.years,
         mean.value AS expected_loss, mean.standard_error AS expected_loss_error,
         attachment.value AS probability_of_loss, var.value AS var_99, var.standard_error AS var_99_error,
         tvar.value AS tvar_99, tvar.standard_error AS tvar_99_error, timings.seconds, runs.error
  FROM runs
  LEFT JOIN measures mean ON mean.run = runs.id AND mean.subject = 'ground_up' AND mean.basis = 'aep'
       AND mean.measure = 'mean'
  LEFT JOIN measures attachment ON attachment.run = runs.id AND attachment.subject = 'ground_up'
       AND attachment.basis = 'aep' AND attachment.measure = 'probability_of_attachment'
  LEFT JOIN measures var ON var.run = runs.id AND var.subject = 'ground_up' AND var.basis = 'aep'
       AND var.measure = 'var' AND var.level = 0.99
  LEFT JOIN measures tvar ON tvar.run = runs.id AND tvar.subject = 'ground_up' AND tvar.basis = 'aep'
       AND tvar.measure = 'tvar' AND tvar.level = 0.99
  LEFT JOIN timings ON timings.run = runs.id;
)sql";

}  // namespace tenbin::batch
