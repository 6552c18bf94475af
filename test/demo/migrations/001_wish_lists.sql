-- Wish lists, with a key and the indexes their foreign keys need
-- verdict: applied
CREATE TABLE wish_lists (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    title       text NOT NULL
);
CREATE TABLE wishes (
    wish_list_id bigint NOT NULL REFERENCES wish_lists (id) ON DELETE CASCADE,
    product_id   integer NOT NULL REFERENCES products (id),
    PRIMARY KEY (wish_list_id, product_id)
);
CREATE INDEX wish_lists_customer_id_idx ON wish_lists (customer_id);
CREATE INDEX wishes_product_id_idx ON wishes (product_id);
