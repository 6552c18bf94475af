-- A guard is replaced by a stricter one, a view by a wider one: nothing is lost
-- verdict: applied
ALTER TABLE order_lines ADD CONSTRAINT quantity_is_positive CHECK (quantity >= 0);
ALTER TABLE order_lines DROP CONSTRAINT quantity_is_positive;
ALTER TABLE order_lines ADD CONSTRAINT quantity_is_positive CHECK (quantity > 0);
DROP VIEW open_orders;
CREATE VIEW open_orders AS
    SELECT o.id, c.full_name, c.email, o.placed_at
    FROM orders o JOIN customers c ON c.id = o.customer_id
    WHERE o.status = 'open';
