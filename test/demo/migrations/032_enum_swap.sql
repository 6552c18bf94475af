-- An enum loses a value by the usual swap of types: no row goes along
-- verdict: applied
DROP VIEW open_orders;
ALTER TYPE order_status RENAME TO order_status_old;
CREATE TYPE order_status AS ENUM ('open', 'paid', 'sent');
ALTER TABLE orders ALTER COLUMN status DROP DEFAULT;
ALTER TABLE orders ALTER COLUMN status TYPE order_status USING status::text::order_status;
ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'open';
DROP TYPE order_status_old;
CREATE VIEW open_orders AS
    SELECT o.id, c.full_name, c.email, o.placed_at
    FROM orders o JOIN customers c ON c.id = o.customer_id
    WHERE o.status = 'open';
