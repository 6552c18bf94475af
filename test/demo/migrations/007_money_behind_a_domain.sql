-- The float hides behind a domain, and the domain behind an array
-- verdict: refused float_money
CREATE DOMAIN euro AS double precision CHECK (VALUE >= 0);
CREATE TABLE refunds (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    amounts euro[] NOT NULL
);
