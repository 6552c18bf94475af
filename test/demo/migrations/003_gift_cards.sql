-- The same gift cards in numeric
-- verdict: applied
CREATE TABLE gift_cards (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code            text NOT NULL UNIQUE,
    balance         numeric(19,4) NOT NULL,
    currency        text NOT NULL DEFAULT 'EUR'
);
