-- A table without rows: nothing is lost, so it is only told
-- verdict: warned drop_table
DROP TABLE coupons;
