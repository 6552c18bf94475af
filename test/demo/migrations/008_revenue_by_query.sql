-- The float comes out of a query
-- verdict: refused float_money
CREATE TABLE revenue_2026 AS
    SELECT on_day, revenue::float8 AS revenue FROM reporting.daily_sales;
