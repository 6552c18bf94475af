--
-- test/demo/schema.sql
--	A small shop as it stood before anybody watched over it, with rows in it.
--
-- The demo loads this first and installs pg_hygiene afterwards: what is wrong
-- here is nobody's migration, so it only shows in the audit.
--

CREATE TYPE order_status AS ENUM ('open', 'paid', 'sent', 'cancelled');

CREATE TABLE customers (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email       text NOT NULL UNIQUE,
    full_name   text NOT NULL,
    phone       text,
    fax         text,
    legacy_code text,
    created_at  timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_row ON customers USING (email = current_user);

CREATE TABLE products (
    id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sku        varchar(20) NOT NULL UNIQUE,
    title      text NOT NULL,
    price      numeric(12,2) NOT NULL CONSTRAINT price_is_positive CHECK (price >= 0),
    in_stock   integer NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE orders (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers,
    status      order_status NOT NULL DEFAULT 'open',
    placed_at   timestamptz NOT NULL DEFAULT now(),
    note        varchar(200)
);
CREATE INDEX orders_customer_id_idx ON orders (customer_id);

-- product_id leads no index: deleting a product reads every order line
CREATE TABLE order_lines (
    order_id   bigint NOT NULL REFERENCES orders,
    product_id integer NOT NULL REFERENCES products,
    quantity   integer NOT NULL DEFAULT 1,
    unit_price numeric(12,2) NOT NULL,
    PRIMARY KEY (order_id, product_id)
);

-- the old sin: money in binary floating point
CREATE TABLE payments (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id bigint NOT NULL REFERENCES orders,
    amount   double precision NOT NULL,
    currency text NOT NULL DEFAULT 'EUR',
    paid_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX payments_order_id_idx ON payments (order_id);

CREATE TABLE shipping_quotes (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    carrier text NOT NULL,
    quoted  double precision NOT NULL
);

-- no key at all
CREATE TABLE events (
    happened_at timestamptz NOT NULL DEFAULT now(),
    what        text NOT NULL
);

CREATE TABLE import_2019 (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    line text NOT NULL
);

-- planned, never used: it holds no rows
CREATE TABLE coupons (
    code    text PRIMARY KEY,
    expires timestamptz
);

CREATE TABLE visits (
    id bigint NOT NULL,
    on_day date NOT NULL,
    page text NOT NULL,
    PRIMARY KEY (id, on_day)
) PARTITION BY RANGE (on_day);
CREATE TABLE visits_2025 PARTITION OF visits FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE visits_2026 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

CREATE VIEW open_orders AS
    SELECT o.id, c.full_name, o.placed_at
    FROM orders o JOIN customers c ON c.id = o.customer_id
    WHERE o.status = 'open';

CREATE MATERIALIZED VIEW best_sellers AS
    SELECT product_id, sum(quantity) AS sold FROM order_lines GROUP BY product_id;

CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER products_touch BEFORE UPDATE ON products
    FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE SCHEMA reporting;
CREATE TABLE reporting.daily_sales (
    on_day  date PRIMARY KEY,
    revenue numeric(14,2) NOT NULL
);

INSERT INTO customers (email, full_name, phone, legacy_code)
    SELECT 'c' || i || '@example.com', 'Customer ' || i, '0' || 1000 + i, 'L' || i
    FROM generate_series(1, 500) i;
INSERT INTO products (sku, title, price, in_stock)
    SELECT 'SKU-' || i, 'Product ' || i, i * 0.99, i FROM generate_series(1, 100) i;
INSERT INTO orders (customer_id, status, note)
    SELECT 1 + i % 500, CASE i % 3 WHEN 0 THEN 'open' WHEN 1 THEN 'paid' ELSE 'sent' END::order_status, 'ring twice'
    FROM generate_series(1, 2000) i;
INSERT INTO order_lines (order_id, product_id, unit_price)
    SELECT i, 1 + i % 100, (1 + i % 100) * 0.99 FROM generate_series(1, 2000) i;
INSERT INTO payments (order_id, amount)
    SELECT id, 9.99 FROM orders WHERE status <> 'open';
INSERT INTO shipping_quotes (carrier, quoted) SELECT 'carrier ' || i, i * 1.1 FROM generate_series(1, 50) i;
INSERT INTO events (what) SELECT 'login' FROM generate_series(1, 300);
INSERT INTO import_2019 (line) SELECT 'line ' || i FROM generate_series(1, 1000) i;
INSERT INTO visits SELECT i, date '2025-06-01' + i, '/' FROM generate_series(1, 400) i;
INSERT INTO reporting.daily_sales SELECT date '2026-01-01' + i, i * 10 FROM generate_series(1, 90) i;
REFRESH MATERIALIZED VIEW best_sellers;
ANALYZE;
